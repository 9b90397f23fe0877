import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { newSeed } from '@/lib/core/ids';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { retrieveConcepts } from '@/lib/features/retrieval/server';
import type { CreateTutorialInput, Stage, StageName, Step, Tutorial, TutorialContent } from '../schemas';
import { composeStep } from './compose-step';
import { planSteps, type PlannedStep } from './plan-steps';
import { runStepCode } from './run-step-code';
import { titleOf } from './slug';
import { storeTutorial } from './store-tutorial';

/**
 * Makes and keeps a tutorial: retrieve → plan → write → run → store. The same topic, level, minutes and
 * seed give the same content, byte for byte, on the same curriculum and runtimes.
 *
 * @param onStage told of each stage that is done
 * @param alongside runs in the transaction that keeps the tutorial
 * @throws LoamError `no_material` with the nearest topics where the curriculum has nothing on the topic
 */
export async function createTutorial(
  ctx: Ctx,
  input: CreateTutorialInput,
  onStage: (stage: Stage) => void | Promise<void> = () => undefined,
  alongside?: (ctx: Ctx, tutorialId: string) => Promise<void>,
): Promise<Tutorial> {
  const stages: Stage[] = [];
  const during = async <T>(name: StageName, work: () => Promise<{ result: T; detail: string }>): Promise<T> => {
    ctx.signal?.throwIfAborted();
    const started = ctx.clock.monotonic();
    const { result, detail } = await work();
    const stage = { name, milliseconds: Math.round(ctx.clock.monotonic() - started), detail };
    stages.push(stage);
    await onStage(stage);
    return result;
  };
  const seed = input.seed ?? newSeed();
  const rng = createRng(seed);
  const curriculum = await loadCurriculum();

  const found = await during('retrieve', async () => {
    const result = await retrieveConcepts(input.topic);
    if (result.concepts.length === 0) throw noMaterial(input.topic, result.nearest);
    return { result, detail: `Found ${count(result.concepts.length, 'lesson')} on this topic` };
  });
  const plan = await during('plan', async () => {
    const ranked = found.concepts.map((concept) => concept.id);
    const minutesOf = ({ conceptId, kind }: PlannedStep) => composeStep(curriculum.byId.get(conceptId)!, kind, rng).minutes;
    const result = planSteps(ranked, input, curriculum.graph, minutesOf);
    return { result, detail: `Planned ${count(result.steps.length, 'step')} in the order in which they build on each other` };
  });
  const written = await during('write', async () => {
    const result = plan.steps.map(({ conceptId, kind }) => composeStep(curriculum.byId.get(conceptId)!, kind, rng));
    return { result, detail: `Wrote ${count(result.length, 'step')}` };
  });
  const { steps, runtimes } = await during('run', async () => {
    const result = await runStepCode(ctx, written);
    return { result, detail: `Ran ${count(result.ran, 'code block')}, ${result.cached} of them before` };
  });

  const topics = found.concepts.map((concept) => concept.title);
  const content: TutorialContent = {
    summary: `Made from ${topics.slice(0, 3).join(', ')}${topics.length > 3 ? ' and more' : ''}. ${proofOf(steps)}`,
    objectives: [...new Set(steps.filter((step) => step.kind !== 'recap').map((step) => step.objective))],
    assumes: plan.assumes.map((id) => curriculum.byId.get(id)!.title),
    steps,
    madeWith: { curriculum: curriculum.hash.slice(0, 12), index: found.version, ...runtimes },
  };
  return during('store', async () => {
    const result = await storeTutorial(ctx, { ...input, seed, title: titleOf(input.topic), content, stages }, alongside);
    return { result, detail: `Kept as ${result.slug}` };
  }).then((tutorial) => ({ ...tutorial, stages }));
}

/** How the reader knows that the code does what the page says. */
function proofOf(steps: readonly Step[]): string {
  const languages = new Set(steps.flatMap(({ examples }) => examples.map(({ language }) => language)));
  if (!languages.delete('git')) return 'Every code block was run.';
  const replayed = 'The Git transcripts are those that Loam’s own tests replay with the real Git.';
  return languages.size === 0 ? replayed : `Every other code block was run. ${replayed}`;
}

function noMaterial(topic: string, nearest: readonly { readonly id: string; readonly title: string }[]): LoamError {
  const titles = nearest.map(({ title }) => title);
  return new LoamError(
    'no_material',
    `Loam has no lessons on “${topic}” yet, and it does not make things up. The nearest topics: ${titles.join(', ')}.`,
    { extra: { topic, nearest } },
  );
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
