import type { z } from 'zod';
import { labelOf } from '@/components/runs/run-words';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import type { rolesSchema } from '@/lib/features/engines';
import type { EngineKind } from '@/lib/vocabulary/hub';

const kinds: Record<EngineKind, string> = { server: 'a server', pulled: 'pulled', trained: 'trained here', shipped: 'came with Loam' };

/** Who answers for each role, in the order in which they are asked: where one fails, the next one does, and says so. */
export function WhoAnswers({ roles }: z.output<typeof rolesSchema>) {
  return (
    <Card>
      <CardHeader title="Who answers" description="In this order: where one fails, the next one answers, and says so." />
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {roles.map(({ role, engines }) => (
          <div key={role}>
            <dt className="text-sm text-ink-soft">{labelOf(role)}</dt>
            <dd>
              <ol className="space-y-1">
                {engines.map(({ engine, model, at }, index) => (
                  <li key={`${engine} ${model}`} className="flex flex-wrap items-center gap-2">
                    <span className="text-sm text-ink-soft tabular-nums">{index + 1}.</span>
                    <span className="font-medium break-all">{model}</span>
                    <Badge>{at ? `${kinds[engine]} at ${at}` : kinds[engine]}</Badge>
                  </li>
                ))}
                {engines.length === 0 && <li className="text-ink-soft">nobody</li>}
              </ol>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
