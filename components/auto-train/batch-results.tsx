'use client';

import { BarChart } from '@/components/charts/bar-chart';
import { genreNames } from '@/components/stories/story-names';
import { Alert } from '@/components/ui/alert';
import { Table } from '@/components/ui/table';
import type { AutoTrainResult, VoiceFigures } from '@/lib/features/automation';
import { genres } from '@/lib/vocabulary/genres';
import { qualityThreshold } from '@/lib/vocabulary/auto-training';
import { percent, points, voiceNames } from './words';

/** What came of a collection. */
export function BatchResults({ result }: { result: AutoTrainResult }) {
  const { genre_distribution: shares, histogram } = result;
  const told = genres.filter((genre) => shares[genre]);
  return (
    <div className="space-y-5">
      {result.ended_early && <Alert>{result.ended_early} What was collected until then stays.</Alert>}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Figure
          name="Success"
          value={percent(result.success_rate)}
          hint={`${result.successful} of ${result.successful + result.failed} usable and new`}
        />
        <Figure
          name="High quality"
          value={percent(result.high_quality_rate)}
          hint={`${result.collected} of ${result.successful} with ${qualityThreshold} points or more`}
        />
        <Figure
          name="Average quality"
          value={points(result.successful > 0 ? result.average_quality : null)}
          hint={`${points(result.average_quality_collected)} of those collected`}
        />
        <Figure
          name="Collected"
          value={String(result.collected)}
          hint={`${result.below_threshold} below ${qualityThreshold}, ${result.failed} failed`}
        />
      </dl>
      <div className="grid gap-4 lg:grid-cols-2">
        <BarChart
          title="Genres"
          summary={`${result.successful} usable texts in ${told.length} ${told.length === 1 ? 'genre' : 'genres'}.`}
          xKey="genre"
          xLabel="Genre"
          series={[{ key: 'texts', label: 'Texts' }]}
          points={told.map((genre) => ({ genre: genreNames[genre], texts: shares[genre] }))}
          decimals={0}
        />
        <BarChart
          title="Scores"
          summary={`Usable texts by their points of ten; from ${qualityThreshold} on they are collected.`}
          xKey="score"
          xLabel="Points"
          series={[{ key: 'texts', label: 'Texts' }]}
          points={histogram
            .map((texts, from) => ({ score: `${from}–${from + 1}`, texts }))
            .slice(histogram.findIndex((texts) => texts > 0))}
          decimals={0}
          rowHeight={26}
        />
      </div>
      <VoicesTable voices={result.voices} />
      {result.reasons.length > 0 && (
        <details>
          <summary className="font-medium">Why {result.below_threshold + result.failed} were kept out</summary>
          <ul className="mt-2 list-disc pl-5 text-sm text-ink-soft">
            {result.reasons.map(({ reason, count }) => (
              <li key={reason}>
                {count} × {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Who told how much of it, and how well. */
export function VoicesTable({ voices }: { voices: readonly VoiceFigures[] }) {
  return (
    <Table
      caption="By voice"
      showCaption
      rows={voices}
      rowKey={({ voice }) => voice}
      columns={[
        { id: 'voice', header: 'Voice', rowHeader: true, cell: ({ voice }) => voiceNames[voice] },
        { id: 'share', header: 'Share of what is collected', numeric: true, cell: ({ share }) => percent(share) },
        { id: 'told', header: 'Told', numeric: true, cell: ({ told }) => told },
        { id: 'success', header: 'Success', numeric: true, cell: ({ success_rate }) => percent(success_rate) },
        { id: 'quality', header: 'High quality', numeric: true, cell: ({ high_quality_rate }) => percent(high_quality_rate) },
        { id: 'average', header: 'Average', numeric: true, cell: ({ average_quality }) => points(average_quality) },
      ]}
    />
  );
}

function Figure({ name, value, hint }: { name: string; value: string; hint: string }) {
  return (
    <div className="rounded-card border bg-surface p-4">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="font-serif text-2xl tabular-nums">{value}</dd>
      <dd className="text-sm text-ink-soft">{hint}</dd>
    </div>
  );
}
