import { afterEach, beforeEach, expect, vi } from 'vitest';

/** A test that prints hides what it says: assert it, or silence it on purpose with vi.spyOn. */
const methods = ['log', 'info', 'warn', 'error'] as const;
let spies: ReturnType<typeof vi.spyOn>[] = [];

beforeEach(() => {
  spies = methods.map((method) => vi.spyOn(console, method));
});

afterEach(() => {
  const calls = spies.flatMap((spy) => spy.mock.calls);
  spies.forEach((spy) => spy.mockRestore());
  expect(calls, 'a test must not print to the console').toEqual([]);
});
