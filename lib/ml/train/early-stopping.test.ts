import { describe, expect, it } from 'vitest';
import { observeLoss, startStopping } from './early-stopping';

function follow(losses: number[], options: Parameters<typeof observeLoss>[2]): { improved: boolean[]; stop: boolean[]; bestStep: number } {
  let state = startStopping;
  const [improved, stop]: [boolean[], boolean[]] = [[], []];
  losses.forEach((loss, i) => {
    const seen = observeLoss(state, { step: (i + 1) * 10, loss }, options);
    state = JSON.parse(JSON.stringify(seen.state)) as typeof state;
    improved.push(seen.improved);
    stop.push(seen.stop);
  });
  return { improved, stop, bestStep: state.bestStep };
}

describe('observeLoss', () => {
  it('stops after the given number of evaluations without a better loss', () => {
    expect(follow([3, 2, 2.5, 1.9, 2, 2, 2], { patience: 3 })).toEqual({
      improved: [true, true, false, true, false, false, false],
      stop: [false, false, false, false, false, false, true],
      bestStep: 40,
    });
  });

  it('does not count a gain that is too small', () => {
    expect(follow([3, 2.95, 2.91, 2.8], { patience: 2, minimumGain: 0.1 }).improved).toEqual([true, false, false, true]);
    expect(follow([3, 2.95, 2.91, 2.8], { patience: 2, minimumGain: 0.1 }).stop).toEqual([false, false, true, false]);
  });

  it('never takes NaN for better', () => {
    expect(follow([3, NaN], { patience: 5 }).improved).toEqual([true, false]);
  });
});
