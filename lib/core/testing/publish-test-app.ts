import { publishApp, type AppSettings } from '../app';

const unused = (): Promise<never> => Promise.reject(new Error('this test has no storage'));

/** Publishes an app that has settings and kinds of jobs, and nothing else, for verbs that read them. Withdraw it after the test. */
export function publishTestApp(change: Partial<AppSettings> = {}, jobDefinitions: readonly unknown[] = []): void {
  publishApp({
    createContext: () => undefined,
    operations: [],
    jobDefinitions,
    storage: { backup: unused, restore: unused },
    settings: {
      dataDir: '',
      address: 'http://localhost:3000',
      localOnly: true,
      localToken: 'the local token',
      sessionSecret: 'secret',
      isTrustedProxy: () => false,
      fixed: {},
      ...change,
    },
  });
}
