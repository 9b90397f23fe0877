import type { NamedFeatures } from '@/lib/ml/train/tabular';
import type { Level } from '@/lib/vocabulary/levels';
import type { TemplateId } from '@/lib/vocabulary/tutorial-templates';
import { ownDocument, type Step } from '../../schemas';

/** What a tutorial is judged by: what was asked for, how it is told, and of which passages. */
export interface Told {
  readonly topic: string;
  readonly level: Level;
  readonly minutes: number;
  readonly template: TemplateId;
  readonly steps: readonly Step[];
}

/** What a topic's words say of what somebody wants to do with it. */
const intents: Readonly<Record<string, RegExp>> = {
  mend: /\b(why|error|errors|wrong|fail\w*|fix\w*|debug\w*|undefined|slow|broken|problem\w*|surpris\w*|safely?)\b/i,
  make: /\b(mak\w+|build\w*|app|apps|project|game|writ\w+|creat\w+|model+ing|report)\b/i,
  know: /\b(how .* works?|inside|internals?|underneath|deep\w*|theory|mechanism)\b/i,
  look: /\b(cheat|reference|syntax|overview|summary|quick\w*|list of)\b/i,
};

function lines(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** The parts of an example that may please or not, each about 1. */
export function exampleFeatures({
  code,
  output,
  notice,
}: {
  readonly code: string;
  readonly output: string;
  readonly notice: string;
}): NamedFeatures {
  return {
    'example: lines': Math.log1p(lines(code)) / 3,
    'example: printed': Math.log1p(lines(output)) / 2,
    'example: words': Math.log1p(wordsIn(notice)) / 4,
  };
}

function mean(features: readonly NamedFeatures[]): NamedFeatures {
  const sums: Record<string, number> = {};
  for (const one of features) for (const [name, value] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + value / features.length;
  return sums;
}

/** template × topic, and the passages: named, so that a model can be read. */
export function featuresOf({ topic, level, minutes, template, steps }: Told): NamedFeatures {
  const tracks = steps.map(({ conceptId }) => conceptId.split('-')[0]);
  const track = [...new Set(tracks)].sort((a, b) => tracks.filter((one) => one === b).length - tracks.filter((one) => one === a).length)[0];
  const wants = Object.keys(intents).filter((intent) => intents[intent].test(topic));
  const time = minutes < 20 ? 'short' : minutes < 60 ? 'middle' : 'long';
  const crossed = [`level ${level}`, `time ${time}`, `track ${track}`, ...wants.map((intent) => `to ${intent}`)];
  const share = (has: (step: Step) => boolean) => steps.filter(has).length / steps.length;
  return {
    [`template ${template}`]: 1,
    ...Object.fromEntries(crossed.map((name) => [`template ${template}, ${name}`, 1])),
    ...mean(steps.flatMap(({ examples }) => examples.map(exampleFeatures))),
    'steps: words': Math.log1p(steps.reduce((sum, { explanation }) => sum + wordsIn(explanation), 0) / steps.length) / 6,
    'steps: exercises': share(({ exercise }) => exercise !== null),
    'steps: questions': share(({ checkpoint }) => checkpoint !== null),
    'steps: pitfalls': share(({ pitfalls }) => pitfalls.length > 0),
    'steps: own documents': share(({ conceptId }) => conceptId === ownDocument),
  };
}
