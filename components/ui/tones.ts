export const tones = ['neutral', 'leaf', 'clay', 'sky', 'warn', 'danger'] as const;
export type Tone = (typeof tones)[number];

/** Wash and text of each tone; the pairs are held to AA contrast by tokens.test.ts. */
export const toneStyle: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  leaf: 'bg-leaf-wash text-leaf-deep',
  clay: 'bg-clay-wash text-clay',
  sky: 'bg-sky-wash text-sky',
  warn: 'bg-warn-wash text-warn',
  danger: 'bg-danger-wash text-danger',
};
