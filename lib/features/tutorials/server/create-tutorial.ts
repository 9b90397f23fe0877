import { createHash } from 'node:crypto';
import type { Ctx } from '@/db/ctx';
import type { Curriculum } from '@/lib/features/curriculum/server';
import { newSeed } from '@/lib/core/ids';
import { ownPassages } from '@/lib/features/documents/server';
import { knownConcepts } from '@/lib/features/knowledge/server';
import {
  ownDocument,
  wishSchema,
  type CreateTutorialInput,
  type OutlineStep,
  type Stage,
  type StageName,
  type Step,
  type Tutorial,
  type TutorialContent,
} from '../schemas';
import type { Template } from '../template-schemas';
import { draftOutline, findMaterial, gatherMaterials, type FoundMaterial } from './draft-tutorial';
import { writeOutline, type Materials } from './materials';
import { chooseTemplate } from './ranker/choose';
import { runStepCode } from './run-step-code';
import { titleOf } from './slug';
import { storeTutorial } from './store-tutorial';

/** Who wants to hear of a tutorial while it is made. */
export interface Watch {
  /** Told of each stage that is done. */
  onStage?(stage: Stage): void | Promise<void>;
  /** Told once what the steps will be. */
  onOutline?(steps: readonly OutlineStep[]): void | Promise<void>;
  /** Told of each step that is ready to be read. */
  onStep?(index: number, step: Step): void | Promise<void>;
}

/**
 * Makes and keeps a tutorial: retrieve → plan → write → run → store, or, with an accepted outline, from
 * `write` on. The same topic, level, minutes, template and seed give the same content, byte for byte, on the
 * same curriculum, runtimes and knowledge of the reader.
 *
 * @param alongside runs in the transaction that keeps the tutorial
 * @throws LoamError `no_material` with the nearest topics where the curriculum has nothing on the topic
 */
export async function createTutorial(
  ctx: Ctx,
  input: CreateTutorialInput,
  watch: Watch = {},
  alongside?: (ctx: Ctx, tutorialId: string) => Promise<void>,
): Promise<Tutorial> {
  const stages: Stage[] = [];
  const during = async <T>(name: StageName, work: () => Promise<{ result: T; detail: string }>): Promise<T> => {
    ctx.signal?.throwIfAborted();
    const started = ctx.clock.monotonic();
    const { result, detail } = await work();
    const stage = { name, milliseconds: Math.round(ctx.clock.monotonic() - started), detail };
    stages.push(stage);
    await watch.onStage?.(stage);
    return result;
  };
  const { outline: accepted, ...asked } = input;
  const asking = wishSchema.parse(accepted ?? asked);
  const wish = { ...asking, seed: asking.seed ?? newSeed() };
  const known = await knownConcepts(ctx);

  const found = await during<Partial<FoundMaterial> & Pick<FoundMaterial, 'passages'>>('retrieve', async () => {
    if (accepted) {
      const passages = await ownPassages(
        ctx,
        accepted.steps.flatMap(({ passageId }) => passageId ?? []),
      );
      return { result: { passages }, detail: 'Took what your outline is made of' };
    }
    const result = await findMaterial(ctx, wish);
    const own = result.passages.length > 0 ? ` and ${count(result.passages.length, 'passage')} of your documents` : '';
    return { result, detail: `Found ${count(result.concepts.length, 'lesson')}${own} on this topic` };
  });
  const template = wish.template ?? (await chooseTemplate(wish, found as FoundMaterial, known));
  const materials = await gatherMaterials({ ...wish, template }, found.passages);
  const { curriculum, seed } = materials;
  const planned = await during('plan', async () => {
    const result = accepted?.steps ?? draftOutline(materials, wish, found as FoundMaterial, known).steps;
    const order = accepted ? 'as you arranged them' : 'in the order in which they build on each other';
    return { result, detail: `Planned ${count(result.length, 'step')} ${order}` };
  });
  await watch.onOutline?.(planned);
  const written = await during('write', async () => {
    const result = writeOutline(materials, { steps: planned });
    return { result, detail: `Wrote ${count(result.length, 'step')}` };
  });
  const { steps, runtimes } = await during('run', async () => {
    const result = await runStepCode(ctx, written, watch.onStep?.bind(watch));
    return { result, detail: `Ran ${count(result.ran, 'code block')}, ${result.cached} of them before` };
  });

  const content: TutorialContent = {
    summary: summaryOf(steps),
    objectives: [...new Set(steps.filter(({ kind }) => !isBackground(materials.template, kind)).map((step) => step.objective))],
    assumes: assumedBy(steps, curriculum, known),
    template,
    steps,
    madeWith: {
      curriculum: curriculum.hash.slice(0, 12),
      ...(found.version === undefined ? {} : { index: found.version }),
      ...documentsIn(planned, materials),
      template: `${template} ${materials.template.version}`,
      ...(materials.ranker ? { ranker: materials.ranker.version } : {}),
      ...runtimes,
    },
  };
  return during('store', async () => {
    const result = await storeTutorial(ctx, { ...wish, seed, title: titleOf(wish.topic), content, stages }, alongside);
    return { result, detail: `Kept as ${result.slug}` };
  }).then((tutorial) => ({ ...tutorial, stages }));
}

/** Names what the tutorial is made from, by how much of it that is. */
function summaryOf(steps: readonly Step[]): string {
  const minutes = new Map<string, number>();
  for (const { sources, minutes: more } of steps) minutes.set(sources[0].title, (minutes.get(sources[0].title) ?? 0) + more);
  const titles = [...minutes].sort(([, left], [, right]) => right - left).map(([title]) => title);
  return `Made from ${titles.slice(0, 3).join(', ')}${titles.length > 3 ? ' and more' : ''}. ${proofOf(steps)}`;
}

/** A hash over the passages that steps are made of: other words make another tutorial. */
function documentsIn(steps: readonly OutlineStep[], { passages }: Pick<Materials, 'passages'>): { documents?: string } {
  const texts = steps.flatMap(({ passageId }) => (passageId ? [passages.get(passageId)!.text] : []));
  return texts.length === 0 ? {} : { documents: createHash('sha256').update(texts.join('\n\n')).digest('hex').slice(0, 12) };
}

/** How the reader knows that the code does what the page says, and of which code nobody says so. */
function proofOf(steps: readonly Step[]): string {
  const ofLessons = steps.filter(({ conceptId }) => conceptId !== ownDocument);
  const languages = new Set(ofLessons.flatMap(({ examples, pitfalls }) => [...examples, ...pitfalls].map(({ language }) => language)));
  const replayed = languages.delete('git') ? 'The Git transcripts are those that Loam’s own tests replay with the real Git.' : '';
  const ran = languages.size === 0 ? '' : replayed ? 'Every other code block was run.' : 'Every code block was run.';
  const own =
    ofLessons.length < steps.length ? 'What your own documents say is shown as it stands, with what their code did when it was run.' : '';
  return [ran, replayed, own].filter(Boolean).join(' ');
}

/** Whether a shape serves only to recall what the topic builds on. */
function isBackground({ plan }: Pick<Template, 'plan'>, shape: string): boolean {
  const lines = plan.filter(({ shapes }) => shapes.includes(shape));
  return lines.length > 0 && lines.every(({ take }) => take === 'needed' || take === 'further');
}

/** Titles of the prerequisites, at any remove, that no step teaches and the reader is not known to know. */
function assumedBy(steps: readonly Step[], { graph, byId }: Curriculum, known: ReadonlySet<string>): string[] {
  const covered = new Set(steps.map(({ conceptId }) => conceptId).filter((id) => byId.has(id)));
  return graph
    .path([...covered], known)
    .filter((id) => !covered.has(id) && !known.has(id))
    .map((id) => byId.get(id)!.title);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
