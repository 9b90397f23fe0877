import { tokenize, type TokenKind } from './highlight';

const colour: Record<TokenKind, string | undefined> = {
  plain: undefined,
  comment: 'text-code-comment italic',
  string: 'text-code-string',
  number: 'text-code-number',
  keyword: 'text-code-keyword',
  name: 'text-code-name',
};

/** Code in its colours, as text: nothing in it is ever read as HTML. */
export function HighlightedCode({ code, language }: { code: string; language?: string }) {
  return tokenize(code, language).map((token, index) =>
    colour[token.kind] === undefined ? (
      token.text
    ) : (
      <span key={index} className={colour[token.kind]}>
        {token.text}
      </span>
    ),
  );
}
