import type { Rng } from '@/lib/core/rng';
import type { Genre } from '@/lib/vocabulary/genres';
import { pronounSets, type Pronouns } from './beats';
import { loadStoryContent, type StoryContent } from './content';
import { guessGenre } from './guess-genre';
import { beginNarration, renderMarkup, resolveAlternatives } from './markup';
import type { Ally, Foe, Hero, StoryPlan } from './plan';
import { filledSlots, promptSlots, type PromptSlots } from './prompt-slots';
import type { StyleId } from './styles';
import { weatherFits } from './weather-fits';

export interface PlanRequest {
  /** What the story is about; may be empty. Its nouns are carried into the plan. */
  readonly prompt: string;
  /** Guessed from the prompt when left out, and at random when the prompt says nothing. */
  readonly genre?: Genre;
  readonly style?: StyleId;
  readonly rng: Rng;
  /** Which first names to draw from; "held-out" names never occur in training. Default "training". */
  readonly names?: 'training' | 'held-out';
  /** Chance that role, object, place or foe comes from another genre's list: breadth for training. Default 0. */
  readonly borrow?: number;
  /** Slots given from elsewhere, such as a retrieval memory; the prompt's own win. */
  readonly given?: PromptSlots;
  readonly content?: StoryContent;
}

/** Share of stories whose companion is a relation; in a romance the companion is the one who is loved, and never one. */
const kinShare = 0.3;
/** Share of stories whose planted detail is of the genre's own. */
const ownThreads = 0.7;

/** Plans a story: the prompt's own facts first, the rest drawn from the genre's content. The same seed gives the same plan. */
export function planStory(request: PlanRequest): StoryPlan {
  const { prompt, rng, style = 'plain', borrow = 0 } = request;
  const content = request.content ?? loadStoryContent();
  const slots = mergeSlots(request.given, promptSlots(prompt, content));
  const genre = request.genre ?? guessGenre(prompt, content) ?? rng.pick(content.written);
  const own = content.genres[genre];
  const elsewhere = () => (rng.next() < borrow ? content.genres[rng.pick(content.written)] : own);
  const hero = drawHero(slots.hero, elsewhere().roles, own.traits, content, request.names ?? 'training', rng);
  const object = slots.object ?? rng.pick(elsewhere().objects);
  const foe = slots.foe ?? drawFoe(elsewhere().foes, hero.role, rng);
  const wants = own.wants.filter(({ arc }) => slots.arc === undefined || arc === slots.arc);
  const want = rng.pick(wants.length > 0 ? wants : own.wants);
  const time = slots.time ?? rng.pick(own.times);
  const plan: StoryPlan = {
    genre,
    style,
    prompt,
    arc: want.arc,
    hero,
    ally: drawAlly(
      genre === 'romance' && slots.ally?.kin ? undefined : slots.ally,
      own.roles,
      hero,
      genre === 'romance' ? 0 : kinShare,
      content,
      request.names ?? 'training',
      rng,
    ),
    foe,
    object,
    place: slots.place ?? rng.pick(elsewhere().places),
    time,
    weather:
      own.weathers.find(({ noun }) => noun === slots.weather) ?? rng.pick(own.weathers.filter(({ noun }) => weatherFits(noun, time))),
    clue: drawClue(own.clues, object.noun, rng),
    want: { id: want.id, text: '' },
    thread: rng.pick(genre === 'romance' || rng.next() < ownThreads ? own.threads : own.sharedThreads).id,
    fromPrompt: filledSlots(slots),
  };
  return { ...plan, want: { id: want.id, text: wantText(want.to, plan) } };
}

function mergeSlots(given: PromptSlots | undefined, prompt: PromptSlots): PromptSlots {
  const said = Object.fromEntries(Object.entries(prompt).filter(([, value]) => value !== undefined));
  // A name goes with its pronouns.
  const { name: _name, pronouns: _pronouns, ...others } = given?.hero ?? {};
  const unnamed = prompt.hero.name === undefined && prompt.hero.pronouns === undefined;
  return { ...given, ...said, hero: { ...(unnamed ? given?.hero : others), ...prompt.hero } };
}

/** The want as a reader of the plan sees it: third person, past tense, the object known. */
function wantText(to: string, plan: StoryPlan): string {
  const narration = beginNarration(plan, 'third', 'past');
  for (const slot of ['object', 'ally', 'foe', 'place', 'clue']) narration.introduced.add(slot);
  const text = renderMarkup(
    resolveAlternatives(to, ([first]) => first),
    narration,
  );
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function drawHero(
  given: Partial<Hero>,
  roles: readonly string[],
  traits: readonly string[],
  content: StoryContent,
  set: 'training' | 'held-out',
  rng: Rng,
): Hero {
  const lists = set === 'training' ? content.names.training : content.names.heldOut;
  const listed = pronounSets.find((candidate) => given.name !== undefined && content.names.training[candidate].includes(given.name));
  const pronouns: Pronouns = given.pronouns ?? listed ?? rng.pick(['she', 'he', 'she', 'he', 'they'] as const);
  const name =
    given.name ?? rng.pick(pronouns === 'they' ? [...lists.they, ...lists.she.slice(0, 20), ...lists.he.slice(0, 20)] : lists[pronouns]);
  const role = given.role ?? rng.pick(roles);
  return { name, pronouns, role, trait: given.trait ?? rng.pick(traits.filter((trait) => !role.includes(trait))) };
}

function drawAlly(
  given: PromptSlots['ally'],
  roles: readonly string[],
  hero: Hero,
  kinChance: number,
  content: StoryContent,
  set: 'training' | 'held-out',
  rng: Rng,
): Ally {
  const pronouns = given?.pronouns ?? rng.pick(['she', 'he'] as const);
  const lists = set === 'training' ? content.names.training : content.names.heldOut;
  const name = rng.pick(lists[pronouns].filter((candidate) => candidate[0] !== hero.name[0]));
  if (given) return { ...given, name };
  const kin = rng.next() < kinChance;
  return { name, pronouns, kin, role: kin ? rng.pick(content.kin[pronouns]) : rng.pick(roles.filter((role) => role !== hero.role)) };
}

function drawFoe(foes: readonly Foe[], role: string, rng: Rng): Foe {
  return rng.pick(foes.filter(({ noun }) => noun !== role));
}

function drawClue(clues: StoryContent['genres'][Genre]['clues'], object: string, rng: Rng): StoryPlan['clue'] {
  const head = object.split(' ').at(-1) ?? object;
  return rng.pick(clues.filter(({ noun }) => !noun.includes(head)));
}
