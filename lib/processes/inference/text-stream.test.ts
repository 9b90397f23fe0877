import { describe, expect, it } from 'vitest';
import { TextStream } from './text-stream';

const bytes = (text: string) => new TextEncoder().encode(text);
function stream(pieces: readonly Uint8Array[], stop: readonly string[]) {
  const heard: string[] = [];
  const out = new TextStream(stop, (text) => heard.push(text));
  for (const piece of pieces) out.push(piece);
  out.end();
  return { heard, text: out.text, stopped: out.stopped };
}

describe('TextStream', () => {
  it('hands characters out whole, though their bytes come one by one', () => {
    const { heard, text } = stream(
      Array.from(bytes('né日'), (byte) => Uint8Array.of(byte)),
      [],
    );
    expect(heard).toEqual(['n', 'é', '日']);
    expect(text).toBe('né日');
  });

  it('replaces bytes that never become a character', () => {
    expect(stream([bytes('a'), Uint8Array.of(0xe6)], []).text).toBe('a\ufffd');
  });

  it.each([
    [['ab', 'EN', 'Dcd'], ['END'], ['ab'], 'ab'],
    [['ab', 'EN', 'cd'], ['END'], ['ab', 'ENcd'], 'abENcd'],
    [['abE', 'E', 'ND'], ['END'], ['ab', 'E'], 'abE'],
    [['one two', ' three'], ['three', 'two'], ['one '], 'one '],
    [['abEN'], ['END'], ['ab', 'EN'], 'abEN'],
  ])('of %j with the stop texts %j gives %j', (pieces, stop, heard, text) => {
    expect(stream(pieces.map(bytes), stop)).toMatchObject({ heard, text });
  });
});
