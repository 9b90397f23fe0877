import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import configuration, { featureTiers, mlTiers } from '../.dependency-cruiser.mjs';

/** Rule → a file and what it imports against the rule. */
const planted: Record<string, readonly [from: string, to: string]> = {
  'layer-core': ['lib/core/a.ts', 'lib/vocabulary/words.ts'],
  'layer-vocabulary': ['lib/vocabulary/a.ts', 'lib/ml/tensor/target.ts'],
  'layer-ml': ['lib/ml/nets/a.ts', 'db/schema/target.ts'],
  'layer-db': ['db/a.ts', 'lib/ml/tensor/target.ts'],
  'layer-sandbox': ['lib/sandbox/a.ts', 'db/client.ts'],
  'layer-processes': ['lib/processes/trainer/a.ts', 'db/client.ts'],
  'layer-jobs': ['lib/jobs/a.ts', 'lib/ml/tensor/target.ts'],
  'layer-features': ['lib/features/auth/server/a.ts', 'db/client.ts'],
  'layer-entry': ['lib/entry/a.ts', 'lib/features/documents/server/index.ts'],
  'layer-content': ['content/a.ts', 'lib/ml/tensor/target.ts'],
  'layer-components': ['components/a.tsx', 'lib/features/auth/server/index.ts'],
  'layer-app': ['app/a.tsx', 'lib/jobs/target.ts'],
  'layer-boot': ['lib/boot/a.ts', 'components/target.ts'],
  'layer-front-doors': ['instrumentation.ts', 'db/schema/target.ts'],
  'layer-command-line': ['bin/loam/a.ts', 'db/client.ts'],
  'test-layer-core': ['lib/core/a.test.ts', 'lib/ml/tensor/target.ts'],
  'test-layer-vocabulary': ['lib/vocabulary/a.test.ts', 'lib/ml/tensor/target.ts'],
  'test-layer-ml': ['lib/ml/nets/a.test.ts', 'db/client.ts'],
  'test-layer-db': ['db/a.test.ts', 'lib/ml/tensor/target.ts'],
  'test-layer-sandbox': ['lib/sandbox/a.test.ts', 'db/client.ts'],
  'test-layer-processes': ['lib/processes/trainer/a.test.ts', 'db/client.ts'],
  'test-layer-jobs': ['lib/jobs/a.test.ts', 'lib/ml/tensor/target.ts'],
  'test-layer-features': ['lib/features/auth/server/a.test.ts', 'db/client.ts'],
  'test-layer-entry': ['lib/entry/a.test.ts', 'lib/jobs/target.ts'],
  'test-layer-content': ['content/a.test.ts', 'lib/ml/tensor/target.ts'],
  'test-layer-components': ['components/a.test.tsx', 'lib/jobs/target.ts'],
  'test-layer-app': ['app/a.test.ts', 'lib/jobs/target.ts'],
  'test-layer-boot': ['lib/boot/a.test.ts', 'components/target.ts'],
  'test-layer-command-line': ['bin/loam/a.test.ts', 'db/client.ts'],
  'feature-without-a-tier': ['bench/a.ts', 'lib/features/novelty/index.ts'],
  'ml-folder-without-a-tier': ['bench/b.ts', 'lib/ml/novelty/target.ts'],
  'feature-surface': ['lib/features/documents/server/b.ts', 'lib/features/auth/server/verb.ts'],
  'feature-surface-from-outside': ['app/b.tsx', 'lib/features/auth/server/verb.ts'],
  'handler-only-from-boot': ['lib/features/auth/server/c.ts', 'lib/features/auth/server/send.handler.ts'],
  'client-safe-surface': ['lib/features/auth/index.ts', 'lib/features/auth/server/verb.ts'],
  'client-safe-without-node': ['components/b.tsx', 'node:fs'],
  'island-imports': ['app/train/_components/a.tsx', 'lib/features/auth/server/index.ts'],
  'no-import-of-a-program': ['lib/processes/trainer/client.ts', 'lib/processes/trainer/main.ts'],
  'process-through-its-client': ['lib/features/auth/server/d.ts', 'lib/processes/trainer/checkpoint.ts'],
  'no-next-or-react': ['lib/features/auth/server/e.ts', 'next/server'],
  'pure-ml': ['lib/ml/nets/b.ts', 'node:fs'],
  'no-tests-in-shipped-code': ['db/b.ts', 'db/testing/cluster.ts'],
  'nobody-imports-the-outside': ['lib/boot/b.ts', 'bin/loam/command.ts'],
  'benches-start-the-build': ['bench/c.ts', 'bin/loam/command.ts'],
  'no-circles': ['lib/core/b.ts', 'lib/core/c.ts'],
  resolvable: ['lib/core/d.ts', 'lib/core/nowhere.ts'],
  'no-dev-dependencies-in-shipped-code': ['lib/core/e.ts', 'fast-check'],
  'declared-packages': ['lib/core/f.ts', '@babel/core'],
  ...Object.fromEntries(tierCases('feature', 'lib/features', featureTiers)),
  ...Object.fromEntries(tierCases('ml', 'lib/ml', mlTiers)),
};

/** Imports that the house allows: none of them may answer. */
const allowed: readonly (readonly [from: string, to: string])[] = [
  ['lib/vocabulary/g.ts', 'lib/core/clean.ts'],
  ['lib/ml/train/g.ts', 'lib/ml/tensor/target.ts'],
  ['lib/jobs/g.ts', 'db/client.ts'],
  ['lib/features/training/server/g.ts', 'lib/features/auth/server/index.ts'],
  ['lib/features/training/server/h.ts', 'lib/processes/inference/client.ts'],
  ['lib/features/training/server/i.ts', 'db/schema/target.ts'],
  ['lib/boot/g.ts', 'lib/features/auth/server/send.handler.ts'],
  ['lib/features/auth/server/g.test.ts', 'db/testing/cluster.ts'],
  ['app/g.tsx', 'components/target.ts'],
  ['components/g.tsx', 'lib/features/training/schemas.ts'],
  ['bin/prove/g.ts', 'db/client.ts'],
];

let folder = '';
let violations: { rule: string; from: string }[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'loam-rules-'));
  const root = path.resolve(import.meta.dirname, '..');
  for (const name of ['package.json', 'tsconfig.json']) writeFileSync(path.join(folder, name), readFileSync(path.join(root, name)));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const imports = [
    ...Object.entries(planted)
      .filter(([rule]) => rule !== 'resolvable')
      .map(([, pair]) => pair),
    ...allowed,
  ];
  for (const [, to] of imports) if (isOurs(to)) write(to, 'export const value = 1;\n');
  write('lib/core/c.ts', importOf('lib/core/b.ts'));
  for (const [from, to] of [...imports, planted.resolvable]) write(from, importOf(to));
  violations = cruise(root);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every rule has an import planted against it', () => {
  const rules = configuration.forbidden.map((rule) => rule.name);
  // instrumentation.ts and proxy.ts stand alone and have no tests.
  expect(Object.keys(planted).sort()).toEqual(rules.filter((rule) => rule !== 'test-layer-front-doors').sort());
});

test.each(Object.entries(planted))('%s answers', (rule, [from]) => {
  expect(violations.filter((violation) => violation.from === from).map((violation) => violation.rule)).toContain(rule);
});

test('nothing answers to what the house allows', () => {
  const innocent = new Set(allowed.map(([from]) => from));
  expect(violations.filter((violation) => innocent.has(violation.from))).toEqual([]);
});

function tierCases(kind: string, place: string, tiers: readonly (readonly string[])[]): [string, readonly [string, string]][] {
  return tiers.slice(0, -1).map((tier, index) => {
    const later = tiers[index + 1][0];
    const target = kind === 'feature' ? `${place}/${later}/server/index.ts` : `${place}/${later}/target.ts`;
    const from = kind === 'feature' ? `${place}/${tier[0]}/server/tier.ts` : `${place}/${tier[0]}/tier.ts`;
    return [`${kind}-tier-${tier.join('-')}`, [from, target]];
  });
}

function cruise(root: string): typeof violations {
  const program = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const roots = ['app', 'bench', 'bin', 'components', 'content', 'db', 'instrumentation.ts', 'lib'];
  const args = [program, '--config', path.join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...roots];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
  expect(stderr).toBe('');
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}

function isOurs(target: string): boolean {
  return /^(lib|db|app|bin|components|content)\//.test(target);
}

function importOf(target: string): string {
  const name = isOurs(target) ? `@/${target.replace(/\.tsx?$/, '')}` : target;
  return `import * as imported from '${name}';\nexport const value = imported;\n`;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
