import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeMarker } from './fingerprint.mjs';
import { LaunchError, root, stateFolder } from './project.mjs';
import { runNode } from './run.mjs';

/**
 * Splits a command line into script names and options; what follows an option and is no script is its value. No name means every script.
 * Throws LaunchError for a name that is not there.
 * @param {string} folder relative to the project's folder
 * @param {string[]} args
 */
export function namesIn(folder, args) {
  const there = existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder))
        .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
        .map((file) => file.slice(0, -3))
        .sort()
    : [];
  const isOption = (argument) => argument?.startsWith('-') ?? false;
  const isValue = (argument, at) => isOption(args[at - 1]) && !args[at - 1].includes('=') && !there.includes(argument);
  const options = args.filter((argument, at) => isOption(argument) || isValue(argument, at));
  const asked = args.filter((argument, at) => !isOption(argument) && !isValue(argument, at));
  const unknown = asked.filter((name) => !there.includes(name));
  if (unknown.length > 0)
    throw new LaunchError(`${folder} has no "${unknown.join('", "')}". It has: ${there.join(', ') || 'nothing yet'}.`);
  return { names: asked.length > 0 ? asked : there, options };
}

/**
 * Runs `<folder>/<name>.ts`, which may write its findings as JSON to the file that LOAM_RESULT_FILE names,
 * and keeps them with commit, machine and versions in `<folder>/results/<name>.json`.
 * @returns {Promise<{ status: number, seconds: number, output: string, record: Record<string, unknown> }>}
 */
export async function runRecorded({ folder, name, options, show = false }) {
  const file = path.join(stateFolder, `result-${name}.json`);
  rmSync(file, { force: true });
  const began = new Date();
  const { status, seconds, output } = await runNode(['--import', 'tsx', path.join(root, folder, `${name}.ts`), ...options], {
    show,
    log: path.join(stateFolder, `${name}.log`),
    env: { LOAM_RESULT_FILE: file },
  });
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const record = {
    name,
    passed: status === 0,
    began: began.toISOString(),
    seconds: Math.round(seconds * 10) / 10,
    ...circumstances(),
    ...(result?.ratios ? { ratios: result.ratios } : {}),
    result,
  };
  writeMarker(path.join(root, folder, 'results', `${name}.json`), record);
  return { status, seconds, output, record };
}

/** What a number means nothing without: commit, machine, versions. */
export function circumstances() {
  const cpu = os.cpus()[0];
  const version = (name) => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies[name];
  return {
    commit: git('rev-parse', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
    machine: {
      cpu: cpu?.model ?? 'unknown',
      cores: os.availableParallelism(),
      memoryGB: Math.round(os.totalmem() / 1e9),
      platform: `${process.platform} ${process.arch}`,
    },
    versions: {
      node: process.version,
      v8: process.versions.v8,
      onnxruntime: version('onnxruntime-node'),
      pglite: version('@electric-sql/pglite'),
    },
  };
}

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
