import type { Genre } from '@/lib/vocabulary/genres';
import type { StoryBeat, StorySlot } from '@/lib/vocabulary/stories';

/** Words for people. */
export const genreNames: Readonly<Record<Genre, string>> = {
  fantasy: 'Fantasy',
  dark_fantasy: 'Dark fantasy',
  sci_fi: 'Science fiction',
  mystery: 'Mystery',
  horror: 'Horror',
  romance: 'Romance',
  adventure: 'Adventure',
  thriller: 'Thriller',
};

export const slotNames: Readonly<Record<StorySlot, string>> = {
  name: 'Who',
  role: 'What they are',
  trait: 'What they are like',
  ally: 'By their side',
  foe: 'Against them',
  object: 'What it is about',
  place: 'Where',
  time: 'When',
  weather: 'Weather',
  clue: 'A sign',
  want: 'What they want',
  thread: 'A detail that will matter',
};

export const beatNames: Readonly<Record<StoryBeat, string>> = {
  setting: 'setting the scene',
  character: 'meeting the protagonist',
  want: 'what is wanted',
  incident: 'something happens',
  complication: 'it gets worse',
  turn: 'the turn',
  ending: 'the ending',
};
