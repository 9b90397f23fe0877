import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, inject, it, vi } from 'vitest';
import { loadCurriculum } from '../load-curriculum';
import { checkTranscripts } from './check-transcripts';
import { writeTranscript } from './parse-transcript';
import { replayTranscript } from './replay-transcript';
import { steadyOutput } from './run-git';

const git = inject('git');
const lessons = (await loadCurriculum()).concepts.filter(({ language }) => language === 'git');

function replay(transcript: string) {
  if (git === null) throw new Error('Git is not there: guard the test');
  return replayTranscript(git, transcript);
}

async function replayed(transcript: string): Promise<string> {
  return writeTranscript((await replay(transcript)).map((entry) => ({ ...entry, output: entry.got })));
}

describe.skipIf(git === null)('every Git lesson is what Git does', () => {
  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s', async (_id, lesson) => {
    expect(await checkTranscripts(lesson, replay)).toEqual([]);
  });
});

describe.skipIf(git === null)('replayTranscript', () => {
  const transcript = `$ git init -q
$ mkdir notes
$ echo one > notes/a.txt
$ echo "two  words" >> notes/a.txt
$ cat notes/a.txt notes/b.txt
one
two  words
cat: notes/b.txt: No such file or directory

$ ls
notes
$ git add notes
$ git commit -m "Begin"
[main (root-commit) 41d4ecb] Begin
 1 file changed, 2 insertions(+)
 create mode 100644 notes/a.txt
$ rm notes
rm: notes: Is a directory
$ rm -r notes
$ git status --short
 D notes/a.txt
$ git log --format=%an,%ae,%cI
Robin Vale,robin@example.org,2026-03-02T09:07:00+00:00
`;

  it('gives the same transcript each time, ids and dates included', async () => {
    expect(await replayed(transcript)).toBe(transcript);
    expect(await replayed(transcript)).toBe(transcript);
  });

  it('sees neither the settings nor the place of this machine', async () => {
    const text = await replayed('$ git init\n$ git -C nowhere status\n$ git push\n');
    expect(text).toContain('Initialized empty Git repository in /home/robin/.git/');
    expect(text).toContain("fatal: cannot change to 'nowhere'");
    expect(text).toContain('fatal: No configured push destination.');
    expect(text).not.toContain(os.tmpdir());
  });

  it('runs nothing of a transcript with a command that is not allowed, and leaves no folder behind', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'loam-replays-'));
    vi.stubEnv('TMPDIR', folder);
    try {
      await expect(replay('$ git init -q\n$ sh -c "touch a"\n')).rejects.toThrow(/only git, cat, echo, ls, mkdir and rm/);
      await replay('$ git init -q\n$ git status\n');
      expect(await readdir(folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    }
  });

  it('finds no repository around its own folder', async () => {
    expect(await replayed('$ git log\n')).toContain('fatal: not a git repository');
  });
});

describe('steadyOutput', () => {
  it('makes equal what differs between versions and machines', () => {
    const printed = `hint: Use another name\nRebasing (1/2)\rRebasing (2/2)\r\rSuccessfully rebased.\nin /tmp/x/home/a  \nMerge made by the 'recursive' strategy.\n Date: Mon Mar 2 09:03:00 2026 +0000\n\n`;
    expect(steadyOutput(printed, '/tmp/x/home')).toBe("Successfully rebased.\nin /home/robin/a\nMerge made by the 'ort' strategy.\n");
  });
});

describe.skipIf(git === null)('checkTranscripts', () => {
  it('notices each kind of damage', async () => {
    const [lesson] = lessons;
    if (lesson === undefined) throw new Error('there are no Git lessons');
    const [example] = lesson.examples;
    const [pitfall] = lesson.pitfalls;
    const { exercise } = lesson;
    const damaged = {
      ...lesson,
      setup: { text: '', code: `${lesson.setup?.code ?? ''}$ git status --short\nwrong\n` },
      illustrations: [{ code: '$ git log --oneline\nnothing\n', output: '' }],
      examples: [{ ...example, code: `${example.code}more\n` }],
      pitfalls: [{ ...pitfall, right: { ...pitfall.right, code: '$ git nothing\n' } }],
      questions: lesson.questions.map((question) => ({ ...question, answer: question.code === null ? question.answer : 'A' })),
    };
    // A command that is not allowed is found when the file is read; here the replay itself refuses it.
    await expect(checkTranscripts(damaged, replay)).rejects.toThrow(/git nothing/);
    const wrongRight = { ...pitfall, right: { ...pitfall.right, code: '$ git log -1\n' } };
    const faults = (await checkTranscripts({ ...damaged, pitfalls: [wrongRight] }, replay)).join('\n');
    expect(faults).toContain('the setup: "$ git status --short" printed');
    expect(faults).toContain('explanation: "$ git log --oneline" printed');
    expect(faults).toContain(`example "${example.title}"`);
    expect(faults).toContain(`right block of "${pitfall.title}"`);
    expect(faults).toMatch(/question \d says/);

    const swapped = { ...exercise, starter: exercise.starter + exercise.solution, solution: '$ git status --short\nwrong\n' };
    const after = (await checkTranscripts({ ...lesson, exercise: swapped }, replay)).join('\n');
    expect(after).toContain('the solution: "$ git status --short" printed');
    expect(after).toContain('the starting transcript already passes all checks');
  });
});
