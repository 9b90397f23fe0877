/** The name of a person's own story model. */
export function ownModelName(personId: string): string {
  return `zega-${personId}`;
}
