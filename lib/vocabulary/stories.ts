/** The seven steps of a planned story, in order. */
export const storyBeats = ['setting', 'character', 'want', 'incident', 'complication', 'turn', 'ending'] as const;
export type StoryBeat = (typeof storyBeats)[number];

/** Beats behind which a paragraph ends. */
export const paragraphEnds: ReadonlySet<StoryBeat> = new Set(['character', 'incident', 'complication', 'turn']);

/** The facts that a story must keep; a plan has one value for each. */
export const storySlots = ['name', 'role', 'trait', 'ally', 'foe', 'object', 'place', 'time', 'weather', 'clue', 'want', 'thread'] as const;
export type StorySlot = (typeof storySlots)[number];

/** The ten style modifiers; "plain" is none of them. */
export const storyStyleModifiers = [
  'terse',
  'lyrical',
  'humorous',
  'suspenseful',
  'dialogue',
  'first_person',
  'present_tense',
  'letter',
  'storyteller',
  'introspective',
] as const;
export const storyStyles = ['plain', ...storyStyleModifiers] as const;
export type StoryStyle = (typeof storyStyles)[number];

/** Words that people use for a style, and the style that comes nearest. */
export const storyStyleAliases = {
  noir: 'terse',
  hardboiled: 'terse',
  minimalist: 'terse',
  poetic: 'lyrical',
  funny: 'humorous',
  gothic: 'suspenseful',
  epistolary: 'letter',
  fairytale: 'storyteller',
  reflective: 'introspective',
} as const satisfies Record<string, StoryStyle>;

/** `checked`: several candidates a beat, checked and ranked; `single`: the writer's first words, whatever they are. */
export const storyModes = ['checked', 'single'] as const;
export type StoryMode = (typeof storyModes)[number];

/**
 * Who put a sentence into words: the trained model; the model, with the plan's names and things put by code in the places of
 * others; or the composer with its written sentences.
 */
export const storyAuthors = ['writer', 'mended', 'composer'] as const;
export type StoryAuthor = (typeof storyAuthors)[number];
