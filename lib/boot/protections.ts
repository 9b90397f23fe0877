import { describeProtections } from '@/lib/sandbox';

/** The layers around learners' code that this host gives, for the doctor. */
export async function sandboxProtections(): Promise<{ name: string; ok: boolean; detail: string }[]> {
  const protections = await describeProtections();
  return protections.map(({ name, active, detail }) => ({ name: `Sandbox: ${name}`, ok: active, detail }));
}
