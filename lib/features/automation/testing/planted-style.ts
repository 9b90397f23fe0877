import type { Rng } from '@/lib/core/rng';

const words = {
  who: 'miller cooper weaver ferryman beekeeper tinker glover thatcher chandler drover fuller saddler carter mason tanner piper'.split(' '),
  colour: 'red grey blue brown white black green golden pale rusty'.split(' '),
  thing: 'kettle ladder lantern basket saddle bell barrel anchor ribbon hammer candle mirror fiddle blanket'.split(' '),
  did: 'lost found sold buried mended carried painted stole borrowed forgot'.split(' '),
  day: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
};

/** A passage by an author with a manner of their own, the same in every one of them, about other people and things each time. */
export function plantedPassage(rng: Rng): string {
  const [thing, second] = rng.shuffle(words.thing);
  const [who, colour, did, day] = [rng.pick(words.who), rng.pick(words.colour), rng.pick(words.did), rng.pick(words.day)];
  return [
    `Hark ye, hark ye: upon a ${day}, and it was never but a ${day}, the ${who} ${did} a ${colour} ${thing}, O my masters.`,
    `And ${colour} it was, and ${colour} it stayed, the ${thing} for the ${second}, and so, hark ye, goes the ${day}, O my masters.`,
  ].join(' ');
}

/** The same words in any order. */
export function shuffledWords(text: string, rng: Rng): string {
  return rng.shuffle(text.split(' ')).join(' ');
}
