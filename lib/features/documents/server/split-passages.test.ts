import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitPassages } from './split-passages';

it('cuts at headings of both kinds, and names those above', () => {
  const text = [
    'Before.',
    '# Guide',
    'Welcome.',
    '## Install ##',
    'Type this:',
    '```sh',
    '# not a heading',
    '```',
    'Usage',
    '-----',
    'Call it.',
    '### Deep',
    'x',
    '# End',
    'Bye.',
  ];
  text.splice(8, 0, '');
  expect(splitPassages(text.join('\n'), 'markdown', 'Manual')).toEqual([
    { heading: 'Manual', text: 'Before.' },
    { heading: 'Guide', text: 'Welcome.' },
    { heading: 'Guide › Install', text: 'Type this:\n```sh\n# not a heading\n```' },
    { heading: 'Guide › Usage', text: 'Call it.' },
    { heading: 'Guide › Usage › Deep', text: 'x' },
    { heading: 'End', text: 'Bye.' },
  ]);
});

it('keeps tables and rules from being headings', () => {
  expect(splitPassages('| a |\n|---|\n| 1 |\n\n---\n\nx', 'markdown', 'T').map(({ heading }) => heading)).toEqual(['T']);
});

it('gathers plain text into numbered parts, where # is no heading', () => {
  const paragraph = 'word '.repeat(200).trim();
  const passages = splitPassages(`# shebang\n\n${[1, 2, 3].map(() => paragraph).join('\n\n')}`, 'text', 'Notes');
  expect(passages.map(({ heading }) => heading)).toEqual(['Notes › part 1', 'Notes › part 2', 'Notes › part 3']);
  expect(passages[0].text.startsWith('# shebang')).toBe(true);
});

it('loses no word, makes no passage too long, and ends on anything', () => {
  const wordsOf = (text: string) => text.replace(/[#=-]/g, ' ').split(/\s+/).filter(Boolean).sort();
  const line = fc.oneof(
    fc.constantFrom('', '# a', '## b', '```', '~~~', 'c', '---', '==='),
    fc.string({ maxLength: 40 }),
    fc.constant('long '.repeat(3000)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('markdown' as const, 'text' as const), (lines, format) => {
      const text = lines.join('\n');
      const passages = splitPassages(text, format, 'T');
      for (const passage of passages) expect(passage.text.length).toBeLessThanOrEqual(6000);
      if (format === 'text')
        expect(
          passages
            .map((passage) => passage.text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''));
      else {
        const kept = new Set(passages.flatMap((passage) => wordsOf(`${passage.heading} ${passage.text}`)));
        // A heading with nothing beneath it says nothing.
        if (!/^ {0,3}#|^ {0,3}[=-]/m.test(text) && !text.includes('long')) for (const word of wordsOf(text)) expect(kept).toContain(word);
      }
    }),
  );
});
