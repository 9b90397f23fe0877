import { Badge } from '@/components/ui/badge';
import type { ModelComparison } from '@/lib/features/models';
import { labelOf, numberText, verdictTones, verdictWords } from './run-words';
import { verdictLine } from './verdict-line';

/** What the comparison with the model in use said: a line, the numbers, and the interval beside zero. */
export function Verdict({ version, comparison }: { version: string; comparison: ModelComparison }) {
  const { verdict, score, higherIsBetter, against, candidate, other, difference, rows, promoted } = comparison;
  return (
    <div className="space-y-4">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={verdictTones[verdict]}>{verdictWords[verdict]}</Badge>
        <Badge tone={promoted ? 'leaf' : 'neutral'}>{promoted ? 'put into use' : 'not put into use'}</Badge>
      </p>
      <p className="font-serif text-lg">{verdictLine(version, comparison)}</p>
      {difference && <Interval low={difference.low} value={difference.value} high={difference.high} higherIsBetter={higherIsBetter} />}
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-4">
        <Fact name={`${labelOf(score)} of this one`}>{numberText(candidate)}</Fact>
        <Fact name={against ? `Of ${against}` : 'Of the one in use'}>{other === null ? '–' : numberText(other)}</Fact>
        <Fact name="Difference, 95 % interval">
          {difference ? `${numberText(difference.value)} (${numberText(difference.low)} to ${numberText(difference.high)})` : '–'}
        </Fact>
        <Fact name="Held-out rows, the same for both">{numberText(rows)}</Fact>
      </dl>
      <p className="text-sm text-ink-soft">
        {higherIsBetter ? 'Higher' : 'Lower'} is better. Where zero lies inside the interval, nothing changes.
      </p>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}

/** The interval on a line with zero marked; the numbers stand below it in words. */
function Interval({ low, value, high, higherIsBetter }: { low: number; value: number; high: number; higherIsBetter: boolean }) {
  const reach = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE) * 1.15;
  const at = (x: number) => `${50 + (x / reach) * 50}%`;
  const isBetter = higherIsBetter ? low > 0 : high < 0;
  const isWorse = higherIsBetter ? high < 0 : low > 0;
  const colour = isBetter ? 'bg-leaf' : isWorse ? 'bg-warn' : 'bg-line-strong';
  return (
    <div aria-hidden className="max-w-xl">
      <div className="relative h-10">
        <div className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
        <div className="absolute inset-y-1 left-1/2 w-0.5 -translate-x-1/2 bg-ink" />
        <div
          className={`absolute top-1/2 h-3 -translate-y-1/2 rounded-full ${colour}`}
          style={{ left: at(low), right: `calc(100% - ${at(high)})` }}
        />
        <div className="absolute top-1/2 h-6 w-1 -translate-x-1/2 -translate-y-1/2 rounded bg-ink" style={{ left: at(value) }} />
      </div>
      <div className="flex justify-between text-xs text-ink-soft">
        <span>{higherIsBetter ? 'worse' : 'better'}</span>
        <span>no difference</span>
        <span>{higherIsBetter ? 'better' : 'worse'}</span>
      </div>
    </div>
  );
}
