/** What a piece of code is, as far as its colour goes. */
export const tokenKinds = ['plain', 'comment', 'string', 'number', 'keyword', 'name'] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token {
  kind: TokenKind;
  text: string;
}

interface Grammar {
  comment: string;
  string: string;
  keywords: ReadonlySet<string>;
  /** Words after which a name is being defined. */
  definers: ReadonlySet<string>;
  ignoreCase?: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const quoted = (mark: string): string => `${mark}(?:\\\\[^]|[^${mark}\\\\\\n])*${mark}?`;

const python: Grammar = {
  comment: '#[^\\n]*',
  string: `[rRbBuUfFtT]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|${quoted('"')}|${quoted("'")})`,
  keywords: words(
    'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
  ),
  definers: words('def class'),
};

const javascript: Grammar = {
  comment: '//[^\\n]*|/\\*[^]*?(?:\\*/|$)',
  string: `${quoted('"')}|${quoted("'")}|\`(?:\\\\[^]|[^\`\\\\])*\`?`,
  keywords: words(
    'as async await break case catch class const continue debugger default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of readonly return satisfies static super switch this throw true try type typeof undefined var void while with yield',
  ),
  definers: words('function class interface type enum'),
};

const sql: Grammar = {
  comment: '--[^\\n]*|/\\*[^]*?(?:\\*/|$)',
  string: "'(?:''|[^'])*'?",
  keywords: words(
    'add all alter and as asc between by case check column constraint create cross default delete desc distinct drop else end except exists foreign from full group having if in index inner insert intersect into is join key left like limit not null offset on or order outer over partition primary recursive references right rollback select set table then union unique update using values view when where with',
  ),
  definers: words('table view index'),
  ignoreCase: true,
};

const grammars: Readonly<Record<string, Grammar>> = {
  python,
  py: python,
  javascript,
  js: javascript,
  jsx: javascript,
  typescript: javascript,
  ts: javascript,
  tsx: javascript,
  sql,
};

const numberPattern =
  '(?<![\\p{L}_$\\d])(?:0[xX][\\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][+-]?\\d+)?)[jn]?';
const wordPattern = '[\\p{L}_$][\\p{L}\\p{N}_$]*';

/**
 * Splits code into coloured pieces. It reads line noise as plain text and never fails, because it also
 * runs on what somebody is still typing. The pieces joined are the code, character for character.
 */
export function tokenize(code: string, language: string | undefined): Token[] {
  const grammar = language === undefined ? undefined : grammars[language.toLowerCase()];
  if (!grammar) return code === '' ? [] : [{ kind: 'plain', text: code }];
  const pattern = new RegExp(`(${grammar.comment})|(${grammar.string})|(${numberPattern})|(${wordPattern})`, 'gu');
  const tokens: Token[] = [];
  let end = 0;
  let previousWord = '';
  const push = (kind: TokenKind, text: string) => {
    const last = tokens.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') tokens.push({ kind, text });
  };
  for (const match of code.matchAll(pattern)) {
    const [text, comment, string, number] = match;
    push('plain', code.slice(end, match.index));
    end = match.index + text.length;
    if (comment !== undefined) push('comment', text);
    else if (string !== undefined) push('string', text);
    else if (number !== undefined) push('number', text);
    else {
      const word = grammar.ignoreCase ? text.toLowerCase() : text;
      const isCall = /^\s?\(/.test(code.slice(end, end + 2));
      if (grammar.keywords.has(word)) push('keyword', text);
      else push(isCall || grammar.definers.has(previousWord) ? 'name' : 'plain', text);
      previousWord = word;
    }
  }
  push('plain', code.slice(end));
  return tokens;
}
