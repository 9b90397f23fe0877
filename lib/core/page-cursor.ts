import { LoamError } from './errors';

/** Where a page of rows ended that are sorted by time, then id, the latest first. */
export interface PageEnd {
  readonly at: Date;
  readonly id: string;
}

export function writeCursor({ at, id }: PageEnd): string {
  return `${at.toISOString()}_${id}`;
}

/** Reads what {@link writeCursor} wrote. Throws `invalid_input` for anything else. */
export function readCursor(cursor: string): PageEnd {
  const at = cursor.slice(0, 24);
  const id = cursor.slice(25);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_$/.test(cursor.slice(0, 25)) || !id || Number.isNaN(Date.parse(at))) {
    throw new LoamError('invalid_input', 'after: give what `next` of the page before said.', { fields: { after: 'No such page' } });
  }
  return { at: new Date(at), id };
}
