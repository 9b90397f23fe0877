export interface EarlyStoppingOptions {
  /** Evaluations without improvement after which a run stops. */
  readonly patience: number;
  /** How much lower a loss must be to count as better. */
  readonly minimumGain?: number;
}

/** What is remembered from one evaluation to the next; plain data for a checkpoint. */
export interface StoppingState {
  /** null before the first evaluation. */
  readonly best: number | null;
  readonly bestStep: number;
  readonly sinceBest: number;
}

export const startStopping: StoppingState = { best: null, bestStep: 0, sinceBest: 0 };

/** Takes in a held-out loss: whether these weights are the best so far, and whether the run should stop (Prechelt 1998). */
export function observeLoss(
  state: StoppingState,
  { step, loss }: { step: number; loss: number },
  { patience, minimumGain = 0 }: EarlyStoppingOptions,
): { state: StoppingState; improved: boolean; stop: boolean } {
  const improved = loss < (state.best ?? Infinity) - minimumGain;
  const next = improved ? { best: loss, bestStep: step, sinceBest: 0 } : { ...state, sinceBest: state.sinceBest + 1 };
  return { state: next, improved, stop: next.sinceBest >= patience };
}
