import { LinkButton } from '@/components/ui/link-button';

/** The way to the next page of a list, and back to its beginning. */
export function NextPage({ path, filter, next }: { path: string; filter: Readonly<Record<string, string>>; next: string | null }) {
  const { after, ...rest } = filter;
  if (!next && !after) return null;
  const first = new URLSearchParams(rest).toString();
  return (
    <nav aria-label="Pages" className="flex gap-3">
      {after && (
        <LinkButton href={first ? `${path}?${first}` : path} variant="secondary">
          First page
        </LinkButton>
      )}
      {next && (
        <LinkButton href={`${path}?${new URLSearchParams({ ...rest, after: next }).toString()}`} variant="secondary">
          Next page
        </LinkButton>
      )}
    </nav>
  );
}
