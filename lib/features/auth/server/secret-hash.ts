import { createHash, timingSafeEqual } from 'node:crypto';

/** Tokens are long and random, so one round of SHA-256 is enough to keep a stolen table useless. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two secrets without telling by its time how much of them agrees. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(left)), Buffer.from(hashSecret(right)));
}
