import { createHash } from 'node:crypto';

/**
 * The name of a person's own story model: `zega-` and their id. Ids with other signs than names of models have get a mark of their own,
 * so that no two people share a name.
 */
export function ownModelName(personId: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,50}$/.test(personId)) return `zega-${personId}`;
  const readable = personId.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 40); // prettier-ignore
  return `zega-${readable}-${createHash('sha256').update(personId).digest('hex').slice(0, 8)}`;
}
