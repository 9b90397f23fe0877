import { describe, expect, it } from 'vitest';
import { readCommand, transcriptProblems } from './read-command';
import { splitWords } from './split-words';

describe('splitWords', () => {
  it.each([
    ['git commit -m "Add a price list"', ['git', 'commit', '-m', 'Add a price list'], null],
    ["echo '!keep $HOME *.log' >> .gitignore", ['echo', '!keep $HOME *.log'], { file: '.gitignore', append: true }],
    ['echo rye>"a list.txt"', ['echo', 'rye'], { file: 'a list.txt', append: false }],
    ['git show HEAD~2:a.txt main^ stash@{1}', ['git', 'show', 'HEAD~2:a.txt', 'main^', 'stash@{1}'], null],
    ['echo "" > empty.txt', ['echo', ''], { file: 'empty.txt', append: false }],
  ])('reads %s', (line, words, redirect) => {
    expect(splitWords(line)).toEqual({ words, redirect });
  });

  it.each([
    'git log | cat',
    'git log; rm -r a',
    'git log && ls',
    'git log &',
    'echo $HOME',
    'echo "$(id)"',
    'echo `id`',
    'echo "a`id`"',
    'ls *.txt',
    'ls a?.txt',
    'ls [ab].txt',
    'cat < a.txt',
    'cat ~/a.txt',
    'cat {a,b}.txt',
    'echo a \\> b',
    'echo "open',
    'echo a >',
    'echo a > b c',
    'echo a > b > c',
    'echo a # b',
    'A=1 git log',
    '',
  ])('refuses %s', (line) => {
    expect(() => readCommand(line)).toThrow(/not allowed in a transcript/);
  });
});

describe('readCommand', () => {
  it.each([
    'git status',
    'git -C desk log --oneline -3',
    'git log --format=%h -n 2 main..topic',
    'git remote add origin central.git',
    'git -C desk remote add origin ../central.git',
    'git init --bare -q central.git',
    'git bisect start HEAD HEAD~8',
    'cat .git/HEAD',
    'ls',
    'mkdir notes',
    'rm -r notes',
  ])('allows %s', (line) => {
    expect(readCommand(line).program).toBe(line.split(' ')[0]);
  });

  it.each([
    'sh -c ls',
    'python3 a.py',
    'cd notes',
    'git',
    'git -c alias.x=!id x',
    'git --exec-path=. log',
    'git -C .. log',
    'git config core.editor id',
    'git constructor',
    'git bisect run id',
    'git rebase --exec id main',
    'git rebase --exe=id main',
    'git rebase -x id main',
    'git clone --upload-pack=id a.git b',
    'git clone -u id a.git b',
    'git clone https://example.org/a.git',
    'git clone ext::id',
    'git clone /etc b',
    'git clone ../../a.git b',
    'git -C desk pull ../../a.git',
    'git init --bare store',
    'git diff --no-index a /etc/passwd',
    'git log --output=a',
    'git add ../a',
    'git add -- /etc/passwd',
    'git add -- -a /etc/passwd',
    'git show --ext-diff',
    'git log > a.txt',
    'git difftool',
    'git submodule add a',
    'cat /etc/passwd',
    'cat a/../../b',
    'cat -n a',
    'echo -e a',
    'echo a > /tmp/a',
    'echo a > ../a',
    'echo a > .git/config',
    'echo a > x/.GIT/hooks/pre-commit',
    'echo a > central.git/config',
    'rm -rf .',
    'rm -r .',
    'rm -r a/..',
    'rm -r .git',
    'mkdir',
    'mkdir -p a/b',
    'ls -l',
    'ls /',
  ])('refuses %s', (line) => {
    expect(() => readCommand(line)).toThrow(/not allowed in a transcript/);
  });

  it('points at each line of a transcript that will not be replayed', () => {
    expect(transcriptProblems('$ git init -q\n$ ls\n')).toEqual([]);
    expect(transcriptProblems('hello\n$ git init -q\nsh\n$ sh\n')).toEqual([
      { offset: 0, message: expect.stringContaining('begin a transcript with a command') as string },
      { offset: 3, message: expect.stringContaining('"sh"') as string },
    ]);
    expect(transcriptProblems('\n')).toHaveLength(1);
  });
});
