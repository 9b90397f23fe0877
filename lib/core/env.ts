import path from 'node:path';
import { z } from 'zod';
import { addressRange } from './address-list';
import { LoamError } from './errors';
import { projectPath } from './paths';

/** Every environment variable that Loam reads, with its default. */
export const envSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOAM_DATA_DIR: z
    .string()
    .optional()
    .transform((folder) => (folder ? path.resolve(/* turbopackIgnore: true */ folder) : projectPath('data'))),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A file with milliseconds by which the clock is ahead. Only tests that let days pass set it. */
  LOAM_TEST_CLOCK: z.string().min(1).optional(),
  HF_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .default('https://huggingface.co')
    .transform((endpoint) => endpoint.replace(/\/+$/, '')),
  HF_TOKEN: z.string().min(1).optional(),
  NEXTAUTH_SECRET: z.string().min(16).optional(),
  NEXTAUTH_URL: z.url().optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .transform((entries) => entries.filter(Boolean))
    .refine((entries) => entries.every((entry) => addressRange(entry)), 'Write addresses or ranges, such as 127.0.0.1,10.0.0.0/8'),
});

export type Env = z.output<typeof envSchema>;

/** Reads and checks the environment. Throws `invalid_input` that names each wrong variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = envSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new LoamError('invalid_input', `Some environment variables cannot be used. ${wrong.join('; ')}`);
}

/** Whether a host name or address is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
