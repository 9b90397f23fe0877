import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { loamRules } from './lint-rules.mjs';

/** Messages of one of our rules for a file that need not exist. */
function lint(rule: string, file: string, code: string, options: readonly unknown[] = []): string[] {
  const linter = new Linter({ cwd: path.resolve('/project') });
  const config = {
    files: ['**/*.mjs', '**/*.tsx', '**/*.ts'],
    plugins: { loam: loamRules },
    rules: { [`loam/${rule}`]: ['error', ...options] },
  };
  return linter
    .verify(code, [config as unknown as Linter.Config], { filename: path.resolve('/project', file) })
    .map((message) => message.message);
}

describe('file names', () => {
  test.each([
    'lib/core/errors.mjs',
    'lib/text/bpe-merges.test.mjs',
    'app/(learn)/tutorials/[slug]/page.tsx',
    'components/AutoTrainModel.tsx',
    '.dependency-cruiser.mjs',
  ])('%s is right', (file) => expect(lint('file-name', file, '')).toEqual([]));

  test.each(['lib/core/errorCodes.mjs', 'components/Button.tsx', 'lib/a_b.mjs'])('%s is not kebab-case', (file) => {
    expect(lint('file-name', file, '')).toEqual([expect.stringContaining('kebab-case')]);
  });

  test.each(['lib/utils.mjs', 'lib/helpers/dates.mjs', 'lib/text/common.test.mjs', 'lib/misc/a.mjs'])('%s says nothing', (file) => {
    expect(lint('file-name', file, '')).toEqual([expect.stringContaining('says nothing')]);
  });
});

describe('routes', () => {
  const route = (code: string) => lint('guarded-entry', 'app/api/x/route.mjs', code, ['route']);
  const imports = "import { route, stream } from '@/lib/entry';\n";

  test('a wrapped method passes', () => {
    expect(
      route(
        `${imports}export const POST = route(contract, verb);\nexport const GET = stream(contract)(verb);\nexport const dynamic = 'force-dynamic';`,
      ),
    ).toEqual([]);
    expect(route("export { GET } from '@/lib/entry/openapi';")).toEqual([]);
  });

  test.each([
    'export async function POST() {}',
    'export const POST = async () => new Response();',
    'export const POST = other(contract, verb);',
    'const handler = route(contract); export { handler as POST };',
    "export { POST } from './elsewhere';",
  ])('a bare method is refused: %s', (code) => {
    expect(route(imports + code)).toEqual([expect.stringContaining('POST must be what a wrapper of lib/entry returns')]);
  });
});

describe('server actions', () => {
  const action = (code: string) => lint('guarded-entry', 'app/settings/actions.mjs', code, ['action']);
  const head = "'use server';\nimport { action } from '@/lib/entry/action';\n";

  test('a wrapped action passes, and so does a file that has none', () => {
    expect(action(`${head}export const save = action(contract, verb);`)).toEqual([]);
    expect(action('export async function load() {}')).toEqual([]);
  });

  test.each(['export async function save() {}', 'export const save = async () => {};', 'export default async function save() {}'])(
    'a bare action is refused: %s',
    (code) => {
      expect(action(head + code)).toEqual([expect.stringContaining('must be what a wrapper of lib/entry returns')]);
    },
  );
});

test('the configuration bans what the house bans', async () => {
  const eslint = new ESLint({ cwd: path.resolve(import.meta.dirname, '..', '..') });
  const rules = async (file: string) => {
    const { rules: all } = (await eslint.calculateConfigForFile(file)) as { rules: Record<string, [number, ...unknown[]]> };
    return (name: string) => all[name]?.[0] ?? 0;
  };
  const verb = await rules('lib/features/auth/server/sign-in.ts');
  for (const rule of [
    '@typescript-eslint/ban-ts-comment',
    '@typescript-eslint/no-explicit-any',
    '@typescript-eslint/no-floating-promises',
    'loam/file-name',
    'max-lines',
    'no-console',
    'no-restricted-properties',
    'no-restricted-syntax',
    'preserve-caught-error',
  ]) {
    expect([rule, verb(rule)]).toEqual([rule, 2]);
  }
  expect((await rules('app/api/tutorials/route.ts'))('loam/guarded-entry')).toBe(2);
  expect((await rules('bin/loam/main.ts'))('no-console')).toBe(0);
});
