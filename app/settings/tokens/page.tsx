import type { Metadata } from 'next';
import { currentApp } from '@/lib/core/app';
import { curlLine } from '@/lib/core/curl-line';
import { page } from '@/lib/entry/page';
import { listTokens } from '@/lib/features/auth/server';
import { includesRole, type Role } from '@/lib/vocabulary/roles';
import { scopeNames, scopes } from '@/lib/vocabulary/scopes';
import { CurlLines, type ScopeLines } from './_components/curl-lines';
import { TokenForm } from './_components/token-form';
import { TokenList } from './_components/token-list';

export const metadata: Metadata = { title: 'API tokens' };

export default async function TokensPage() {
  const ctx = await page('learner', '/settings/tokens');
  const { tokens } = await listTokens(ctx);
  const role = ctx.actor.kind === 'user' ? ctx.actor.role : 'learner';
  const lines = linesByScope(role);
  return (
    <>
      <header>
        <h1 className="font-serif text-4xl">API tokens</h1>
        <p className="mt-2 text-ink-soft">
          A program sends one as <code>Authorization: Bearer …</code>. It may do at most what you may.
        </p>
      </header>
      <TokenForm scopes={lines.map(({ scope, label }) => ({ scope, label }))} />
      <TokenList tokens={tokens} />
      <CurlLines scopes={lines} />
    </>
  );
}

/** What this person's tokens can call, by scope; what needs no scope of its own stands under `*`. */
function linesByScope(role: Role): ScopeLines[] {
  const { operations, settings } = currentApp();
  const callable = operations.filter(({ access }) => access !== 'anyone' && includesRole(role, access));
  return scopeNames
    .map((scope) => ({
      scope,
      label: scopes[scope],
      lines: callable
        .filter((operation) => (operation.scope ?? '*') === scope)
        .map((operation) => ({ summary: operation.summary, line: curlLine(operation, settings.address) })),
    }))
    .filter(({ lines }) => lines.length > 0);
}
