import type { StoryBeat, StorySlot } from '@/lib/vocabulary/stories';

export { storyBeats as beats, storySlots as slotNames } from '@/lib/vocabulary/stories';
export type Beat = StoryBeat;
export type SlotName = StorySlot;

/** The protagonist's pronouns. */
export const pronounSets = ['she', 'he', 'they'] as const;
export type Pronouns = (typeof pronounSets)[number];

/** Whether the object is elsewhere at first (seek) or comes into the protagonist's hands (find). */
export const arcs = ['seek', 'find'] as const;
export type Arc = (typeof arcs)[number];

/**
 * What each beat must mention, whichever variant is chosen: every sentence of the content is tested against it,
 * and a plan prefix lists at least these.
 */
export const beatContract: Readonly<Record<Beat, readonly SlotName[]>> = {
  setting: ['place'],
  character: ['name', 'role', 'thread'],
  want: ['name', 'object', 'want'],
  incident: ['foe'],
  complication: ['foe', 'object'],
  turn: ['foe', 'object', 'thread'],
  ending: ['object', 'want'],
};
