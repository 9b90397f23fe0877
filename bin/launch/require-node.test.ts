import { expect, test } from 'vitest';
import { nodeProblem } from './require-node.mjs';

test.each(['v20.19.0', 'v20.20.2', 'v22.1.0', 'v24.0.0', 'v100.0.0'])('%s will do', (version) => {
  expect(nodeProblem(version)).toBe('');
});

test.each(['v0.12.18', 'v18.20.8', 'v20.18.3'])('%s is refused, with where to get a newer one', (version) => {
  expect(nodeProblem(version)).toContain(`this is ${version}`);
  expect(nodeProblem(version)).toContain('https://nodejs.org');
});
