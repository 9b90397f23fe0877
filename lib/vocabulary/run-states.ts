/** How far a training run has come. The last three are final. */
export const runStates = ['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export const finalRunStates = ['succeeded', 'failed', 'cancelled'] as const satisfies readonly RunState[];

export function isFinalRunState(state: RunState): boolean {
  return (finalRunStates as readonly RunState[]).includes(state);
}

/** What a run that is under way is doing. */
export const runPhases = ['preparing', 'training', 'exporting', 'evaluating', 'comparing'] as const;
export type RunPhase = (typeof runPhases)[number];

/** Where a model's version stands: waiting for its verdict, in use, or out of use. */
export const modelStages = ['candidate', 'active', 'archived'] as const;
export type ModelStage = (typeof modelStages)[number];

/** What a paired comparison on the same held-out rows says of a candidate. */
export const promotionVerdicts = ['better', 'worse', 'no-improvement', 'first'] as const;
export type PromotionVerdict = (typeof promotionVerdicts)[number];
