import { comparePaired } from '@/lib/ml/eval';
import { createRng } from '@/lib/core/rng';
import { LoamError } from '@/lib/core/errors';
import type { Evaluation, Guard } from '../../kind';
import type { ModelComparison } from '@/lib/features/models';

type Rows = Evaluation['rows'];

/** What a candidate is compared with. */
export interface Opponent {
  /** name@version, or the name of a simple baseline. */
  readonly name: string;
  readonly rows: Rows;
  readonly guards?: readonly Guard[];
  /** Whether it is a model; a baseline is what a first model must beat. */
  readonly isModel: boolean;
}

/**
 * Compares a candidate with what it would replace, paired by held-out row, by a bootstrap interval of the mean difference. A
 * candidate is promoted only where the interval excludes zero and none of its guards has suffered; without an opponent it is the
 * first, and promoted as such.
 * @throws LoamError `unprocessable` where the two were not measured on the same rows
 */
export function compareModels(
  { score, rows, guards = [] }: Evaluation,
  opponent: Opponent | undefined,
  seed: number,
  note: string | null = null,
): ModelComparison {
  const candidate = mean(rows);
  const common = { score: score.name, higherIsBetter: score.higherIsBetter, candidate, rows: rows.length, note };
  if (!opponent) return { ...common, verdict: 'first', against: null, other: null, difference: null, promoted: true };
  const others = new Map(opponent.rows.map(({ id, value }) => [id, value]));
  if (others.size !== rows.length || rows.some(({ id }) => !others.has(id)))
    throw new LoamError('unprocessable', `${opponent.name} was measured on other rows than the candidate: the two cannot be compared.`);
  const values = rows.map(({ value }) => value);
  const theirs = rows.map(({ id }) => others.get(id)!);
  const rng = createRng(seed).fork('promotion');
  const { verdict, difference, low, high } = comparePaired(values, theirs, rng, { lowerIsBetter: !score.higherIsBetter });
  const suffered = guards.flatMap((guard) => lossOf(guard, opponent.guards, score.higherIsBetter));
  const interval = Number.isFinite(low) && Number.isFinite(high) ? { value: difference, low, high } : null;
  return {
    ...common,
    verdict: verdict === 'better' && !opponent.isModel ? 'first' : verdict,
    against: opponent.name,
    other: mean(opponent.rows),
    difference: interval,
    promoted: verdict === 'better' && suffered.length === 0,
    note: [note, ...(verdict === 'better' ? suffered : [])].filter((part) => part !== null).join(' ') || null,
  };
}

/** What a guard has lost beyond its tolerance, in a sentence; nothing where it was not measured on the same rows. */
function lossOf({ name, tolerance, rows }: Guard, others: readonly Guard[] = [], higherIsBetter: boolean): string[] {
  const other = others.find((guard) => guard.name === name);
  if (!other || other.rows.length !== rows.length) return [];
  const [now, before] = [mean(rows), mean(other.rows)];
  const loss = (higherIsBetter ? before - now : now - before) / Math.abs(before);
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return loss > tolerance ? [`${name}: worse by ${percent(loss)}, more than the ${percent(tolerance)} that a better score may cost.`] : [];
}

function mean(rows: Rows): number {
  return rows.reduce((sum, { value }) => sum + value, 0) / Math.max(1, rows.length);
}
