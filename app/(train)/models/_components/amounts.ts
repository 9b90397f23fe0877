/** Bytes as a person reads them: megabytes with one digit behind the point, kilobytes below a tenth of one. */
export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
