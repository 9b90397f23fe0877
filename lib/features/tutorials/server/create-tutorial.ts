import type { Ctx } from '@/db/ctx';
import type { Curriculum } from '@/lib/features/curriculum/server';
import { knownConcepts } from '@/lib/features/knowledge/server';
import {
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
import { draftOutline, findMaterial, gatherMaterials } from './draft-tutorial';
import { writeOutline } from './materials';
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
  const wish = wishSchema.parse(accepted ?? asked);
  const known = await knownConcepts(ctx);
  const materials = await gatherMaterials(wish);
  const { curriculum, template, seed } = materials;

  const found = await during('retrieve', async () => {
    if (accepted) return { result: null, detail: 'Took what your outline is made of' };
    const result = await findMaterial(wish.topic);
    return { result, detail: `Found ${count(result.concepts.length, 'lesson')} on this topic` };
  });
  const planned = await during('plan', async () => {
    const result = accepted?.steps ?? draftOutline(materials, wish, found!, known).steps;
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
    objectives: [...new Set(steps.filter(({ kind }) => !isBackground(template, kind)).map((step) => step.objective))],
    assumes: assumedBy(steps, curriculum, known),
    template: template.id,
    steps,
    madeWith: {
      curriculum: curriculum.hash.slice(0, 12),
      ...(found ? { index: found.version } : {}),
      template: `${template.id} ${template.version}`,
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

/** How the reader knows that the code does what the page says. */
function proofOf(steps: readonly Step[]): string {
  const languages = new Set(steps.flatMap(({ examples, pitfalls }) => [...examples, ...pitfalls].map(({ language }) => language)));
  if (!languages.delete('git')) return 'Every code block was run.';
  const replayed = 'The Git transcripts are those that Loam’s own tests replay with the real Git.';
  return languages.size === 0 ? replayed : `Every other code block was run. ${replayed}`;
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
