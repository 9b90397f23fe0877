/**
 * Counts of a vitest JSON report. A file that could not be loaded, and a run that failed for a reason
 * outside every test, count as one failure each.
 * @param {any} report the parsed report; undefined where none was written
 * @param {number} status vitest's exit status
 */
export function vitestCounts(report, status) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return atLeastOneFailure(counted, status);
}

/**
 * Counts of a Playwright JSON report. A test that needed a second try counts as failed.
 * @param {any} report the parsed report; undefined where none was written
 * @param {number} status Playwright's exit status
 */
export function playwrightCounts(report, status) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky, skipped }, status);
}

/** A check that knows only good and bad. */
export function singleCount(status) {
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function atLeastOneFailure(counts, status) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
