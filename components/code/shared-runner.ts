import { createBrowserRunner, type BrowserRunner } from './browser-runner';

let runner: BrowserRunner | undefined;

/** The page's one runner: all code blocks share its frame and its prepared interpreters. Browser only. */
export function sharedRunner(): BrowserRunner {
  runner ??= createBrowserRunner();
  return runner;
}
