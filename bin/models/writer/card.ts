import { readFile } from 'node:fs/promises';
import { projectPath } from '@/lib/core/paths';
import { genres } from '@/lib/vocabulary/genres';
import type { Fiction } from '../fiction';
import type { HeldOutProse } from './measure';
import { writerStages, type WriterData } from './prepare';
import { writerConfig, type TrainedWriter } from './train';

interface WriterCardFacts {
  readonly name: string;
  readonly version: string;
  readonly createdAt: string;
  readonly writer: TrainedWriter;
  readonly stages: readonly WriterData[];
  readonly prose: HeldOutProse;
  readonly records: readonly Fiction[];
}

/**
 * The shipped writer's README.md. What was measured is put in here; what a reader found in its stories stands in reading.md, and what
 * `loam evaluate stories` printed in stories.md, beside this file.
 */
export async function writerCard({ name, version, writer, stages, prose, records }: WriterCardFacts): Promise<string> {
  const beside = (file: string) => readFile(projectPath('bin', 'models', 'writer', file), 'utf8').then((text) => text.trim());
  const parameters = [...writer.weights.values()].reduce((sum, { data: values }) => sum + values.length, 0);
  const n = (value: number, digits = 2) => value.toFixed(digits);
  const row = (label: string, compared: HeldOutProse['all']) =>
    `| ${label} | ${n(compared.perplexity.value, 1)} (${n(compared.perplexity.low, 1)} to ${n(compared.perplexity.high, 1)}) | ${n(Math.exp(compared.trigramLoss.value), 1)} | ` +
    `${n(compared.difference.value)} (${n(compared.difference.low)} to ${n(compared.difference.high)}) | ${compared.books.join('; ')} |`;
  const tokenRow = (label: string, sources: readonly string[], licence: string) => {
    const cells = stages.map(({ mixture, train }, i) => {
      // A stage that ends early has read that share of its rows.
      const share = Math.min(1, ((writerStages[i].updates ?? Infinity) * writerStages[i].batch) / train.length);
      return count(share * sources.reduce((sum, source) => sum + (mixture[source] ?? 0), 0));
    });
    return `| ${label} | ${cells.join(' | ')} | ${licence} |`;
  };
  const trainWords = records.filter(({ part }) => part === 'train').reduce((sum, { words }) => sum + words, 0);
  return `---
library_name: transformers.js
pipeline_tag: text-generation
language: en
tags: [llama, onnx, loam]
---
# ${name} ${version}

A small language model that puts a planned story into words, one beat at a time. Code makes the plan – who, where, what is wanted, what
goes wrong – and the writer reads it as a prefix:

\`\`\`
<|story|>genre: mystery | style: plain | beat: turn | name: Amara (she) | foe: the grey monk (he) | object: violin<|before|>What stands before.<|text|>
\`\`\`

It ends each beat with \`<|end|>\`. The styles are those of Loam's composer and \`told\`, the manner of the fiction it has read.

## Made from

Tokens by source and stage:

| source | ${stages.map((_, i) => `stage ${i + 1}`).join(' | ')} | licence |
|${'---|'.repeat(stages.length + 2)}
${tokenRow('stories of Loam’s composer, with their plans', ['composed', 'recast'], 'written for this project')}
${tokenRow('plans with their own values as the text', ['notes', 'short notes', 'recast notes'], 'written for this project')}
${tokenRow('sequences of any tokens and lists of names, said twice', ['repeats', 'names'], '–')}
${tokenRow('TinyStories, a slice', ['told tiny', 'renamed tiny'], 'CDLA-Sharing-1.0')}
${tokenRow('children’s books and fairy tales', ['told simple', 'renamed simple', 'bare simple'], 'CC0-1.0, public domain, Apache-2.0, CC-BY (African Storybook, Pratham StoryWeaver)')}
${tokenRow('novels and stories in plain prose', ['told plain', 'renamed plain', 'bare plain'], 'CC0-1.0 (public domain in the US)')}
${tokenRow('older novels', ['told literary', 'renamed literary', 'bare literary'], 'CC0-1.0 (public domain in the US)')}

Drawn from ${count(trainWords)} words of fiction; plans were extracted from it by rules (\`lib/features/stories/server/extraction\`). Whole books are
held out. In the first four stages a third of the composed heroes carry invented names, in the next two half of them; in the last two everybody
in composed stories and in books has a name out of some thousands, and what the composer tells of has roles, objects, places, foes and clues put together from the words of
two, so that all of it is copied from the plan and not known by heart.
Attribution of the CC-BY stories: African Storybook (African Storybook Initiative, Saide) and Pratham StoryWeaver (Pratham Books) and
their authors.

## Network and training

Llama-style decoder: width ${writerConfig.width}, ${writerConfig.layers} layers, ${writerConfig.heads} heads, feed-forward ${writerConfig.feedForward}, context ${writerConfig.context} (rows up to 288), byte-level BPE of ${writerConfig.vocabulary} tokens,
${count(parameters)} parameters. Eight stages (\`bin/models/writer/prepare.ts\` has all their settings), in each of which a row is read once: a
thousand updates on everything; eight hundred with more planned rows; five hundred short ones that teach copying alone, because until then
the plan was not looked at; then everything again, twice; a short one, because until then bare prose had by mistake begun with the letters of the mark instead of the mark; and a long
one with names and things too many to know, because until then a name that it did not know was begun and ended as another; and a last short one with lists of
names said twice. AdamW; ${n(writer.seconds / 3600, 1)} hours on one core of a machine that did other work beside. The
plan is read only; the text is learned, in the last four stages with the sentences before it. The rows of the earlier stages were drawn by earlier forms of the
recipe: training again gives a writer by the same recipe, not the same bits. SHA-256 of the trained weights: \`${writer.sha256}\`;
of each file: \`loam.json\`. To make it again: \`loam models build writer --data <folder with corpora/>\`.

## Held-out prose

Perplexity a token on whole books that were never read, without any plan, against an interpolated Kneser-Ney trigram of the same training
rows – of what it was really taught – on the same tokens (\`loam evaluate writer\`). 95 % intervals, bootstrap over chapters; the difference is paired, in nats: below zero the writer is better.

| | writer | trigram | difference | books |
|---|---|---|---|---|
${genres.flatMap((genre) => (prose.perGenre[genre] ? [row(genre, prose.perGenre[genre])] : [])).join('\n')}
| **all** | ${row('', prose.all).slice(4)}

## Stories

${await beside('stories.md')}

## What a reader found

${await beside('reading.md')}
`;
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
