import { defineConfig, devices } from '@playwright/test';

const serversOfTheirOwn = ['server.spec.ts', 'network-cut.spec.ts', 'runs.spec.ts'];

/**
 * `npm test` builds the server, starts it on a free port with a data folder of its own, and names both
 * here. By hand: start a server, then `LOAM_URL=http://127.0.0.1:3000 npx playwright test`.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.LOAM_URL ?? 'http://127.0.0.1:3000',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Chromium's own sandbox refuses to start as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    // A server knows a first visit once; everything else comes after it.
    { name: 'first-visit', testMatch: 'first-visit.spec.ts', use: { ...devices['Desktop Chrome'] } },
    // These start servers of their own.
    { name: 'servers', testMatch: serversOfTheirOwn },
    {
      name: 'desktop',
      testIgnore: ['first-visit.spec.ts', ...serversOfTheirOwn],
      dependencies: ['first-visit'],
      use: { ...devices['Desktop Chrome'] },
    },
    { name: 'phone', testIgnore: serversOfTheirOwn, dependencies: ['first-visit'], use: { ...devices['Pixel 7'] }, grep: /@phone/ },
  ],
});
