/** The contents of a folder by path. Writing them is somebody else's work. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** A JSON file as the hub has them. */
export function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
