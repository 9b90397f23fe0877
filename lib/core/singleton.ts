/**
 * One value per process, even where a bundler loads this module twice (Next bundles routes and
 * instrumentation apart, and reloads modules in development).
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`loam.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  return (store[key] ??= create());
}
