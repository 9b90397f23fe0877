import { createHash } from 'node:crypto';
import { and, asc, count, desc, eq, getTableColumns, inArray, sum } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { documentPassages, documents, users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import type { DocumentFormat } from '@/lib/vocabulary/document-formats';
import { documentLimits, type DocumentInput, type DocumentView, type WholeDocument } from '../schemas';
import { splitPassages } from './split-passages';

/** A piece of one of the caller's documents, with what it is cited by. */
export interface OwnPassage {
  readonly id: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly format: DocumentFormat;
  readonly heading: string;
  readonly text: string;
}

/**
 * Keeps a document and its passages.
 * @throws LoamError `too_large`, `unprocessable` where a limit would be passed, `conflict` where the same text is there
 */
export async function createDocument(ctx: Ctx, input: DocumentInput): Promise<DocumentView> {
  const ownerId = requireUserId(ctx);
  const text = input.text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > documentLimits.bytes)
    throw new LoamError(
      'too_large',
      `This document has ${kib(bytes)}; at most ${kib(documentLimits.bytes)} are possible. Split it, or leave out what is not needed.`,
      {
        fields: { text: `At most ${kib(documentLimits.bytes)}` },
      },
    );
  const passages = splitPassages(text, input.format, input.title);
  if (passages.length === 0)
    throw new LoamError('unprocessable', 'There is nothing but headings in this document. Paste its text too.', {
      fields: { text: 'Nothing but headings' },
    });
  if (passages.length > documentLimits.passages)
    throw new LoamError(
      'unprocessable',
      `This document has ${passages.length} sections; at most ${documentLimits.passages} are possible. Split it.`,
      {
        fields: { text: `At most ${documentLimits.passages} sections` },
      },
    );
  const sha256 = createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex');
  const row = { id: newId(), ownerId, title: input.title, format: input.format, text, bytes, sha256, createdAt: ctx.clock.now() };
  return inTransaction(ctx, async (inner) => {
    // Two at once wait for each other here: both would find room for one.
    await inner.db.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for('update');
    const [kept] = await inner.db
      .select({ number: count(), total: sum(documents.bytes).mapWith(Number) })
      .from(documents)
      .where(eq(documents.ownerId, ownerId));
    if (kept.number >= documentLimits.documents)
      throw new LoamError('unprocessable', `You keep ${kept.number} documents, which is the most there can be. Delete one first.`);
    if ((kept.total ?? 0) + bytes > documentLimits.totalBytes)
      throw new LoamError(
        'unprocessable',
        `With this document you would keep more than ${kib(documentLimits.totalBytes)}. Delete one first.`,
      );
    const [made] = await inner.db.insert(documents).values(row).onConflictDoNothing().returning({ id: documents.id });
    if (!made) {
      const [earlier] = await inner.db
        .select({ title: documents.title })
        .from(documents)
        .where(and(eq(documents.ownerId, ownerId), eq(documents.sha256, sha256)));
      throw new LoamError('conflict', `You have this text already, as “${earlier.title}”.`, {
        fields: { text: `The same as “${earlier.title}”` },
      });
    }
    await inner.db
      .insert(documentPassages)
      .values(passages.map((passage, position) => ({ id: newId(), ownerId, documentId: row.id, position, ...passage })));
    return viewOf(row, passages.length);
  });
}

/** Everything but the text, which may be long. */
const { text: _text, ...described } = getTableColumns(documents);

/** The caller's documents, the latest first. */
export async function listDocuments(ctx: Ctx): Promise<{ documents: DocumentView[] }> {
  const rows = await ctx.db
    .select({ document: described, passages: count(documentPassages.id) })
    .from(documents)
    .leftJoin(documentPassages, eq(documentPassages.documentId, documents.id))
    .where(eq(documents.ownerId, requireUserId(ctx)))
    .groupBy(documents.id)
    .orderBy(desc(documents.createdAt));
  return { documents: rows.map(({ document, passages }) => viewOf(document, passages)) };
}

/** One of the caller's documents. Throws `not_found`. */
export async function readDocument(ctx: Ctx, { id }: { readonly id: string }): Promise<WholeDocument> {
  const [row] = await ctx.db
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), eq(documents.ownerId, requireUserId(ctx))));
  if (!row) throw noDocument();
  const parts = await ctx.db
    .select({ id: documentPassages.id, heading: documentPassages.heading, text: documentPassages.text })
    .from(documentPassages)
    .where(eq(documentPassages.documentId, id))
    .orderBy(asc(documentPassages.position));
  return { ...viewOf(row, parts.length), parts };
}

/** Deletes one of the caller's documents with its passages. Throws `not_found`. */
export async function deleteDocument(ctx: Ctx, { id }: { readonly id: string }): Promise<{ id: string }> {
  const deleted = await ctx.db
    .delete(documents)
    .where(and(eq(documents.id, id), eq(documents.ownerId, requireUserId(ctx))))
    .returning({ id: documents.id });
  if (deleted.length === 0) throw noDocument();
  return { id };
}

/** The caller's passages, all or those named, in the order of documents and of their places in them. None for whoever is not signed in. */
export async function ownPassages(ctx: Ctx, ids?: readonly string[]): Promise<OwnPassage[]> {
  if (ctx.actor.kind !== 'user' || ids?.length === 0) return [];
  return ctx.db
    .select({
      id: documentPassages.id,
      documentId: documentPassages.documentId,
      documentTitle: documents.title,
      format: documents.format,
      heading: documentPassages.heading,
      text: documentPassages.text,
    })
    .from(documentPassages)
    .innerJoin(documents, eq(documents.id, documentPassages.documentId))
    .where(and(eq(documentPassages.ownerId, ctx.actor.userId), ids ? inArray(documentPassages.id, [...ids]) : undefined))
    .orderBy(asc(documents.createdAt), asc(documents.id), asc(documentPassages.position));
}

function viewOf({ id, title, format, bytes, createdAt }: Omit<typeof documents.$inferSelect, 'text'>, passages: number): DocumentView {
  return { id, title, format, bytes, passages, createdAt: createdAt.toISOString() };
}

function noDocument(): LoamError {
  return new LoamError('not_found', 'You have no such document.');
}

function kib(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KiB`;
}
