import { randomBytes, randomUUID } from 'node:crypto';

/** An unguessable identifier for a row or a request. */
export function newId(): string {
  return randomUUID();
}

/** A secret for tokens and setup codes: `bytes` random bytes as base64url. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** A seed for {@link createRng}, where a person gave none. It is stored with what it made. */
export function newSeed(): number {
  return randomBytes(4).readUInt32LE();
}
