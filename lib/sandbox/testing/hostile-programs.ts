import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectPath } from '@/lib/core/paths';
import { runStatuses, type RunnerLanguage, type RunStatus } from '@/lib/vocabulary/runners';
import type { Limits } from '../schemas';

/** A program that tries to get out, and what must come of it. */
export interface HostileProgram {
  /** `python/read-passwd` */
  readonly name: string;
  readonly language: RunnerLanguage;
  readonly code: string;
  readonly expected: readonly RunStatus[];
  /** What standard error must say. */
  readonly says?: RegExp;
  /** What standard output must hold. */
  readonly prints?: string;
  readonly limits: Partial<Limits>;
}

const folders = [
  ['python', 'py'],
  ['javascript', 'js'],
  ['sql', 'sql'],
] as const;

function directives(code: string): Map<string, string> {
  const found = code.matchAll(/^(?:#|\/\/|--) (expect|says|prints|limits): ?(.*)$/gm);
  return new Map([...found].map(([, name, value]) => [name, value]));
}

function statuses(text: string, file: string): RunStatus[] {
  return text.split('|').map((word) => {
    const status = runStatuses.find((known) => known === word);
    if (!status) throw new Error(`${file} expects "${word}", which is no status`);
    return status;
  });
}

function read(file: string, language: RunnerLanguage): HostileProgram {
  const code = readFileSync(file, 'utf8');
  const stated = directives(code);
  const says = stated.get('says');
  const limits = [...(stated.get('limits') ?? '').matchAll(/(\w+)=(\d+)/g)].map(([, name, value]) => [name, Number(value)]);
  return {
    name: `${language}/${path.basename(file, path.extname(file))}`,
    language,
    code,
    expected: statuses(stated.get('expect') ?? '', file),
    says: says === undefined ? undefined : new RegExp(says),
    prints: stated.get('prints'),
    limits: Object.fromEntries(limits) as Partial<Limits>,
  };
}

/** The hostile programs of every language, in a fixed order. Their first comments say what is expected. */
export function hostilePrograms(): HostileProgram[] {
  return folders.flatMap(([language, extension]) => {
    const folder = projectPath('lib/sandbox/testing/hostile', language);
    const files = readdirSync(folder).filter((file) => file.endsWith(`.${extension}`));
    return files.sort().map((file) => read(path.join(folder, file), language));
  });
}
