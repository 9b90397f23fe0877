// The stages of `npm run check` and `npm test`.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findChromium } from './browser.mjs';
import { playwrightCounts, singleCount, vitestCounts } from './counts.mjs';
import { claimablePort } from './port.mjs';
import { root } from './project.mjs';
import { packageScript, runNode } from './run.mjs';
import { startServer } from './server.mjs';
import { stageFolder } from './stages.mjs';

const code = ['app', 'bench', 'bin', 'components', 'content', 'db', 'e2e', 'lib'];

/** Types of the whole project. Route types come from the folders of app/, not from an earlier build. */
export const types = {
  name: 'types',
  async run() {
    rmSync(path.join(root, '.next', 'types'), { recursive: true, force: true });
    const routes = await node('types', [packageScript('next', 'dist', 'bin', 'next'), 'typegen']);
    if (routes.status !== 0) return { ...singleCount(routes.status), output: routes.output };
    return await single('types', [packageScript('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.']);
  },
};

export const lint = {
  name: 'lint',
  run: () => single('lint', [packageScript('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']),
};

export const dependencyRules = {
  name: 'dependency rules',
  run() {
    const there = [
      ...code.filter((folder) => existsSync(path.join(root, folder))),
      ...readdirSync(root).filter((file) => /\.(ts|mjs)$/.test(file)),
    ];
    const program = packageScript('dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    return single('dependency-rules', [program, '--config', '.dependency-cruiser.mjs', ...there]);
  },
};

export const deadCode = {
  name: 'dead code',
  run: () => single('dead-code', [packageScript('knip', 'bin', 'knip.js'), '--no-config-hints']),
};

/** @param {{ workers?: number }} [options] */
export const unit = ({ workers } = {}) => ({ name: 'unit tests', run: () => vitest('unit', workers) });

/** @param {{ workers?: number }} [options] */
export const integration = ({ workers } = {}) => ({ name: 'integration tests', run: () => vitest('integration', workers) });

export const build = {
  name: 'build',
  async run() {
    await ensureBuilt();
    return singleCount(0);
  },
};

/** Browser tests on the built server, with a data folder of their own. */
export const browser = {
  name: 'browser tests',
  async run() {
    const specs = existsSync(path.join(root, 'e2e'))
      ? readdirSync(path.join(root, 'e2e'), { recursive: true }).filter((file) => /\.spec\.ts$/.test(file))
      : [];
    if (specs.length === 0) return { passed: 0, failed: 0, skipped: 0 };
    const chromium = await findChromium();
    if ('missing' in chromium) return { passed: 0, failed: 0, skipped: specs.length, notes: [`skipped: ${chromium.missing}`] };
    return await withServer(async (env, serverOutput) => {
      const file = path.join(stageFolder, 'browser.json');
      const { status, output } = await node('browser', [packageScript('@playwright', 'test', 'cli.js'), 'test'], {
        ...env,
        CHROMIUM_PATH: chromium.path,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      });
      const counts = playwrightCounts(readReport(file), status);
      return {
        ...counts,
        notes: [`Chromium: ${chromium.path} (${chromium.from})`, ...skipNotes(output)],
        output: counts.failed > 0 ? `${output}\n── server ──\n${serverOutput()}` : '',
      };
    });
  },
};

/** Serves the build on a free port from a temporary data folder while a step runs. */
async function withServer(step) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'loam-browser-'));
  const host = '127.0.0.1';
  const port = await claimablePort(host, 0);
  const lines = [];
  // Tests let days pass by writing milliseconds into this file (e2e/fixtures).
  const env = { DATABASE_URL: undefined, LOAM_TEST_CLOCK: path.join(dataDir, 'test-clock') };
  const server = startServer({ host, port, dataDir, env, onOutput: (line) => lines.push(line) });
  const serverOutput = () =>
    lines
      .filter((line) => !/^\{"level":[1-3]0,/.test(line))
      .slice(-60)
      .join('\n');
  try {
    if (!(await server.ready(180_000))) throw new Error(`the built server did not answer:\n${serverOutput()}`);
    return await step({ LOAM_URL: `http://${host}:${port}`, LOAM_DATA_DIR: dataDir }, serverOutput);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function vitest(project, workers) {
  const file = path.join(stageFolder, `${project}.json`);
  const args = [
    packageScript('vitest', 'vitest.mjs'),
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { status, output } = await node(project, workers ? [...args, `--maxWorkers=${workers}`] : args, { NODE_ENV: 'test' });
  return { ...vitestCounts(readReport(file), status), notes: skipNotes(output), output: fromFirstFailure(output) };
}

async function single(name, args) {
  const { status, output } = await node(name, args);
  return { ...singleCount(status), output };
}

function node(name, args, env = {}) {
  return runNode(args, {
    env: { NODE_ENV: undefined, FORCE_COLOR: undefined, NO_COLOR: '1', ...env },
    log: path.join(stageFolder, `${name}.log`),
  });
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** What a person needs to read of a run that failed; the log has the rest. */
function fromFirstFailure(output) {
  const start = output.search(/^.*⎯ (Failed|Unhandled|Startup)/m);
  return start > 0 ? output.slice(start) : output;
}

/** Lines in which a stage says what it left out. */
function skipNotes(output) {
  return [
    ...new Set(
      output
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => /^skipped: |\b(is|are) skipped\b/i.test(line)),
    ),
  ];
}
