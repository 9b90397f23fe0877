import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { Table } from '@/components/ui/table';
import type { FineTune } from '@/lib/features/automation';

/** Before and after of a fine-tune: the verdict, and what stands beside it. */
export function FineTuneView({ fineTune }: { fineTune: FineTune }) {
  const { verdict, promoted, stories, comparison_id, error, comparison } = fineTune;
  const tone = promoted ? 'success' : error ? 'danger' : 'info';
  return (
    <div className="mt-5 space-y-4" data-testid="fine-tune-result">
      {(verdict ?? error) && <Alert tone={tone}>{verdict ?? error}</Alert>}
      {comparison && (
        <p className="text-sm text-ink-soft">
          The verdict rests on {comparison.rows} stretches of a fifth of the examples that was held out before anything was learned: how
          much likelier each becomes, paired, with a 95 % interval by bootstrap. Prose of others may become at most 2 % less likely.
          {!promoted &&
            ' No improvement is an honest outcome where the texts were the composer’s: there is little in them that the writer does not know.'}
        </p>
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
      {comparison_id && (
        <LinkButton variant="secondary" href={`/autotrain/compare/${comparison_id}`}>
          Judge ten pairs blindly
        </LinkButton>
      )}
    </div>
  );
}

function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
