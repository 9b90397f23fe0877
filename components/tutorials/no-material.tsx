import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Sprout } from '@/components/ui/sprout';

/** The honest answer where nothing is known about a topic: what is nearest, and how to bring material. */
export function NoMaterial({ topic, nearest, onChoose }: { topic: string; nearest: readonly string[]; onChoose: (topic: string) => void }) {
  return (
    <Card role="status" className="flex flex-col gap-4 sm:flex-row">
      <Sprout className="h-16 w-24 shrink-0" />
      <div className="min-w-0 space-y-3">
        <h2 className="text-xl">
          Nothing here about <q dir="auto">{topic}</q> yet
        </h2>
        <p className="text-ink-soft">
          Tutorials are made from material that was checked, so none is made up where there is none.
          {nearest.length > 0 ? ' These topics come nearest:' : ' Try other words for it.'}
        </p>
        {nearest.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {nearest.map((name) => (
              <Button key={name} variant="secondary" size="small" className="min-h-10" onClick={() => onChoose(name)}>
                {name}
              </Button>
            ))}
          </div>
        )}
        <p className="text-ink-soft">
          You have notes or a guide on it?{' '}
          <Link href="/documents" className="underline underline-offset-4">
            Add them to your documents
          </Link>
          , and Loam makes the tutorial of those.
        </p>
      </div>
    </Card>
  );
}
