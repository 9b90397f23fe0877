/** The fenced blocks of one language in a Markdown document. */
export function blocksOf(document: string, language: string): string[] {
  return [...document.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]);
}

export interface DocumentedCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a curl line of a document calls; knows -X, -H and -d. */
export function readCurl(line: string): DocumentedCall {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]);
  if (words.shift() !== 'curl') throw new Error(`no curl line: ${line}`);
  let method = 'GET';
  let url = '';
  let body: Record<string, unknown> = {};
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '-X') method = words[++i];
    else if (words[i] === '-H') i++;
    else if (words[i] === '-d') body = JSON.parse(words[++i]) as Record<string, unknown>;
    else url = words[i];
  }
  const { pathname, searchParams } = new URL(url);
  return { method, path: pathname, query: Object.fromEntries(searchParams), body };
}

/** A documented block as a function of the server's address, a token and a text of the caller's own. */
export function functionOf(block: string): string {
  return `(async (server, token, myStory) => {${block}})`;
}
