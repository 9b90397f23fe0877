import next from 'eslint-config-next';
import coreWebVitals from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';
import { loamRules } from './bin/testing/lint-rules.mjs';

const tests = ['**/*.test.{ts,tsx}', '**/testing/**/*.{ts,tsx}', 'e2e/**/*.{ts,tsx}'];
const launchers = ['bin/**/*.mjs', '*.config.{ts,mjs}', '.dependency-cruiser.mjs'];

const lines = (max) => ({ 'max-lines': ['error', { max, skipBlankLines: true, skipComments: true }] });

const noTime = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take a Clock (lib/core/clock.ts) as an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Take a Clock (lib/core/clock.ts) as an argument.' },
];
const noFetchInEffects = {
  selector: "CallExpression[callee.name='useEffect'] CallExpression[callee.name='fetch']",
  message: 'Send it from the server component as a prop, or stream it: nothing is fetched in an effect.',
};
const noRandomness = [
  { object: 'Math', property: 'random', message: 'Take an Rng (lib/core/rng.ts) as an argument.' },
  { object: 'Date', property: 'now', message: 'Take a Clock (lib/core/clock.ts) as an argument.' },
];
const noExit = [
  { object: 'process', property: 'exit', message: 'Throw: only a program’s main.ts and the launchers in bin/ end the process.' },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '.next/',
      '.loam/',
      'dist/',
      'data/',
      'models/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'public/',
      'db/migrations/',
      'next-env.d.ts',
      '**/*.d.mts',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...next,
  ...coreWebVitals,
  {
    name: 'loam/everything',
    files: ['**/*.{ts,tsx,mjs,mts}'],
    plugins: { loam: loamRules },
    rules: {
      ...lines(350),
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'loam/file-name': 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'preserve-caught-error': 'error',
      '@next/next/no-html-link-for-pages': 'off',
      // After signing in or setting up, the whole page is loaded anew on purpose.
      '@next/next/no-location-assign-relative-destination': 'off',
      'import/no-anonymous-default-export': 'off',
      'no-console': 'error',
      'no-restricted-properties': ['error', ...noRandomness, ...noExit],
      'no-restricted-syntax': ['error', ...noTime, noFetchInEffects],
      'react/no-danger': 'error',
    },
  },
  {
    name: 'loam/typescript',
    files: ['**/*.{ts,tsx}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-empty-object-type': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/no-unsafe-function-type': 'error',
      '@typescript-eslint/no-unused-expressions': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    name: 'loam/time-and-randomness',
    files: ['lib/core/**', ...launchers],
    rules: { 'no-restricted-properties': ['error', ...noExit], 'no-restricted-syntax': ['error', noFetchInEffects] },
  },
  {
    name: 'loam/programs-may-exit',
    files: ['**/main.ts', 'lib/boot/serve-next.ts', 'bin/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', ...noRandomness] },
  },
  { name: 'loam/launchers', files: launchers, rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' } },
  { name: 'loam/terminal', files: ['bin/**', 'bench/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  { name: 'loam/routes-and-actions', files: ['app/**/route.ts', 'app/**/actions.ts'], rules: lines(60) },
  { name: 'loam/views', files: ['app/**/*.tsx', 'components/**/*.tsx'], rules: lines(250) },
  { name: 'loam/networks', files: ['lib/ml/nets/**/*.ts'], rules: lines(300) },
  { name: 'loam/written-by-people', files: ['content/**'], rules: { 'max-lines': 'off' } },
  {
    name: 'loam/guarded-routes',
    files: ['app/**/route.ts'],
    ignores: ['app/api/auth/**', 'app/api/\\[...unknown\\]/**'],
    rules: { 'loam/guarded-entry': ['error', 'route'] },
  },
  {
    name: 'loam/guarded-actions',
    files: ['app/**/*.ts'],
    ignores: ['app/**/route.ts'],
    rules: { 'loam/guarded-entry': ['error', 'action'] },
  },
  {
    name: 'loam/tests',
    files: tests,
    rules: {
      ...lines(600),
      // Compile-time tests state what must not compile, and why.
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 }],
    },
  },
);
