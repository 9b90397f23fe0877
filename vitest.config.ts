import { defineConfig } from 'vitest/config';
import path from 'node:path';

const alias = { '@': path.resolve(import.meta.dirname) };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,db,bin,components,content,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**'],
          globalSetup: ['./bin/testing/bundle-programs.ts'],
          setupFiles: ['./bin/testing/fail-on-console.ts', './bin/testing/fixed-seed.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['{lib,db,bin}/**/*.integration.test.ts'],
          globalSetup: [
            './bin/testing/bundle-programs.ts',
            './db/testing/postgres-cluster.ts',
            './lib/features/curriculum/server/testing/provide-git.ts',
          ],
          setupFiles: ['./bin/testing/fail-on-console.ts', './bin/testing/fixed-seed.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
