import { Verdict } from '@/components/runs/verdict';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { Table } from '@/components/ui/table';
import type { FineTune } from '@/lib/features/automation';

/** Before and after of a fine-tune: the verdict, and what stands beside it. */
export function FineTuneView({ fineTune }: { fineTune: FineTune }) {
  const { model, promoted, stories, comparison_id, judged, error, comparison } = fineTune;
  return (
    <div className="mt-5 space-y-4" data-testid="fine-tune-result">
      {error && <Alert tone="danger">{error}</Alert>}
      {comparison && model && (
        <section aria-label="Verdict" className="space-y-4">
          <Verdict version={model} comparison={comparison} />
          <p className="text-sm text-ink-soft">
            It rests on {comparison.rows} stretches of a fifth of the examples that was held out before anything was learned: how much
            likelier each becomes, paired, with a 95 % interval by bootstrap. Prose of others may become at most 2 % less likely.
            {!promoted &&
              ' No improvement is an honest outcome where the texts were the composer’s: there is little in them that the writer does not know.'}
          </p>
        </section>
      )}
      {stories && (
        <Table
          caption={`Ten stories told by both, against ${stories.against}`}
          showCaption
          rowKey={({ what }) => what}
          rows={[
            { what: 'Second judge: probability that a person wrote it', before: stories.before.judge, after: stories.after.judge },
            ...stories.before.distinct.map((value, i) => ({ what: `Distinct-${i + 1}`, before: value, after: stories.after.distinct[i] })),
            { what: 'Longest copied run, words', before: stories.before.longest_copied, after: stories.after.longest_copied },
          ]}
          columns={[
            { id: 'what', header: 'Measure', rowHeader: true, cell: ({ what }) => what },
            { id: 'before', header: 'Before', numeric: true, cell: ({ before }) => digits(before) },
            { id: 'after', header: 'After', numeric: true, cell: ({ after }) => digits(after) },
          ]}
        />
      )}
      {judged && (
        <p className="text-sm">
          Judged blindly: your model {judged.candidate}, the one before {judged.other}, no difference {judged.same}.
        </p>
      )}
      {comparison_id && (
        <LinkButton variant="secondary" href={`/autotrain/compare/${comparison_id}`}>
          {judged ? 'How the ten pairs were judged' : 'Judge ten pairs blindly'}
        </LinkButton>
      )}
    </div>
  );
}

function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
