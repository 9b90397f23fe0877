/** The seven steps of a planned story, in order. */
export const beats = ['setting', 'character', 'want', 'incident', 'complication', 'turn', 'ending'] as const;
export type Beat = (typeof beats)[number];

/** The protagonist's pronouns. */
export const pronounSets = ['she', 'he', 'they'] as const;
export type Pronouns = (typeof pronounSets)[number];

/** Whether the object is elsewhere at first (seek) or comes into the protagonist's hands (find). */
export const arcs = ['seek', 'find'] as const;
export type Arc = (typeof arcs)[number];

/** The facts that a story must keep; a plan has one value for each. */
export const slotNames = ['name', 'role', 'trait', 'ally', 'foe', 'object', 'place', 'time', 'weather', 'clue', 'want', 'thread'] as const;
export type SlotName = (typeof slotNames)[number];

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
