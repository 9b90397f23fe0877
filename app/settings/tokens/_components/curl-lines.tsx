import { Card, CardHeader } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import type { Scope } from '@/lib/vocabulary/scopes';

export interface ScopeLines {
  readonly scope: Scope;
  readonly label: string;
  readonly lines: readonly { readonly summary: string; readonly line: string }[];
}

/** Lines for a shell, ready to copy, for each scope that the person's tokens may have. */
export function CurlLines({ scopes }: { scopes: readonly ScopeLines[] }) {
  return (
    <Card>
      <CardHeader
        title="Lines to copy"
        description="With the token in LOAM_TOKEN. Capitals in an address stand for what you have to fill in."
      />
      <div className="divide-y border-y">
        {scopes.map(({ scope, label, lines }) => (
          <details key={scope} className="group">
            <summary className="flex min-h-12 cursor-pointer flex-wrap items-center gap-x-3 py-2 font-medium">
              {label} <code className="text-sm text-ink-soft">{scope}</code>
            </summary>
            <div className="space-y-4 pb-5">
              {lines.map(({ summary, line }) => (
                <CodeBlock key={line} code={line} title={summary} />
              ))}
            </div>
          </details>
        ))}
      </div>
    </Card>
  );
}
