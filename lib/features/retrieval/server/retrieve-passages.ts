import type { Ctx } from '@/db/ctx';
import { ownPassages, type OwnPassage } from '@/lib/features/documents/server';
import { buildBm25 } from '@/lib/ml/text';
import { plainText } from './plain-text';
import { terms } from './terms';

/** Share of the topic's weight that a passage must cover to be on that topic. */
const leastCoverage = 0.6;
/** Passages that score below this share of the best are another topic. */
const closeToBest = 0.4;
const mostPassages = 6;

/** The passages of the caller's own documents that a topic is about, the best first. */
export async function retrievePassages(ctx: Ctx, topic: string): Promise<OwnPassage[]> {
  return rankPassages(topic, await ownPassages(ctx));
}

/** Passages by BM25 over heading and text; a heading counts twice. Those that cover too little of the topic are left out. */
export function rankPassages(topic: string, passages: readonly OwnPassage[]): OwnPassage[] {
  const asked = [...new Set(terms(topic))];
  if (asked.length === 0 || passages.length === 0) return [];
  const bags = passages.map(({ documentTitle, heading, text }) =>
    terms(`${documentTitle}. ${heading}. ${heading}. ${plainText(text)} ${text}`),
  );
  const holders = new Map(asked.map((term) => [term, bags.filter((bag) => bag.includes(term)).length]));
  // As in BM25; a word that no passage uses weighs most, so that it cannot be passed over.
  const weightOf = (term: string) => Math.log(1 + (bags.length + 0.5) / ((holders.get(term) ?? 0) + 0.5));
  const total = asked.reduce((sum, term) => sum + weightOf(term), 0);
  const coverage = bags.map((bag) => asked.reduce((sum, term) => (bag.includes(term) ? sum + weightOf(term) : sum), 0) / total);
  const hits = buildBm25(bags)
    .search(asked, bags.length)
    .filter(({ document }) => coverage[document] >= leastCoverage);
  return hits
    .filter(({ score }) => score >= hits[0].score * closeToBest)
    .slice(0, mostPassages)
    .map(({ document }) => passages[document]);
}
