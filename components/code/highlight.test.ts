import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from './highlight';

const kinds = (code: string, language: string) =>
  tokenize(code, language)
    .filter((token) => token.kind !== 'plain')
    .map((token) => [token.kind, token.text]);

describe('tokenize', () => {
  it('loses no character, whatever is typed', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('"""', "'", '"', '`', '\\', '#', '//', '/*', '--', '\n', 'def f(x):', '0x1', '1_0.5e3'),
      ),
    );
    fc.assert(
      fc.property(pieces, fc.constantFrom('python', 'javascript', 'sql', 'cobol', undefined), (parts, language) => {
        const code = parts.join('');
        expect(
          tokenize(code, language)
            .map((token) => token.text)
            .join(''),
        ).toBe(code);
      }),
    );
  });

  it('reads Python', () => {
    expect(kinds('@wraps(f)\ndef inner(*args):  # why\n    return f"{x}" + r\'\\d\' + str(1_000)', 'python')).toEqual([
      ['name', 'wraps'],
      ['keyword', 'def'],
      ['name', 'inner'],
      ['comment', '# why'],
      ['keyword', 'return'],
      ['string', 'f"{x}"'],
      ['string', "r'\\d'"],
      ['name', 'str'],
      ['number', '1_000'],
    ]);
  });

  it('keeps a comment mark inside a string, and a quote inside a comment', () => {
    expect(kinds('x = "# no" # it\'s', 'python')).toEqual([
      ['string', '"# no"'],
      ['comment', "# it's"],
    ]);
  });

  it('holds a triple-quoted string together over lines, also while it is open', () => {
    expect(kinds('"""one\ntwo""" if', 'python')).toEqual([
      ['string', '"""one\ntwo"""'],
      ['keyword', 'if'],
    ]);
    expect(kinds('"""open\nif', 'python')).toEqual([['string', '"""open\nif']]);
  });

  it('reads JavaScript and SQL', () => {
    expect(kinds('const a = `x\n${1}`; // y', 'js')).toEqual([
      ['keyword', 'const'],
      ['string', '`x\n${1}`'],
      ['comment', '// y'],
    ]);
    expect(kinds("SELECT name FROM t WHERE a = 'it''s' -- z", 'sql')).toEqual([
      ['keyword', 'SELECT'],
      ['keyword', 'FROM'],
      ['keyword', 'WHERE'],
      ['string', "'it''s'"],
      ['comment', '-- z'],
    ]);
  });

  it('does not take the figures of a name for a number', () => {
    expect(kinds('x1 = y_2', 'python')).toEqual([]);
  });

  it('reads 200 kB of unclosed quotes without stalling', () => {
    const code = '\'"\\'.repeat(70_000);
    const started = performance.now();
    tokenize(code, 'python');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
