import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { ExerciseProgress } from '@/lib/features/learning/schemas';

/** The exercises that were tried, with the best result of each. */
export function ExerciseTable({ exercises }: { exercises: readonly ExerciseProgress[] }) {
  return (
    <Table
      caption="Exercises that you tried"
      rows={exercises}
      rowKey={({ conceptId }) => conceptId}
      columns={[
        {
          id: 'title',
          header: 'About',
          rowHeader: true,
          cell: ({ conceptId, title }) => (
            <Link href={`/curriculum/${conceptId}#exercise-${conceptId}`} className="underline underline-offset-4">
              {title}
            </Link>
          ),
        },
        {
          id: 'result',
          header: 'Best result',
          cell: ({ passed, casesPassed, casesTotal, lookedAtSolution }) => (
            <span className="flex flex-wrap gap-1.5">
              <Badge tone={passed ? 'leaf' : 'neutral'}>{passed ? 'solved' : `${casesPassed} of ${casesTotal} tests`}</Badge>
              {lookedAtSolution && <Badge>solution seen</Badge>}
            </span>
          ),
        },
        { id: 'attempts', header: 'Tries', numeric: true, cell: ({ attempts }) => attempts },
        { id: 'last', header: 'Last', cell: ({ lastAt }) => <Moment at={lastAt} /> },
      ]}
    />
  );
}
