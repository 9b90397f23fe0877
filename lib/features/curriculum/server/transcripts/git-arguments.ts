import path from 'node:path';

/**
 * Git's commands that a transcript may use, each with its options. What starts another program (`--exec`,
 * `--upload-pack`, `bisect run`, `config`, `-c`, hooks, external diffs) or reads files from elsewhere
 * (`--no-index`, `--template`) is not among them. Options that take a value in the next word look like others.
 */
const options: Readonly<Record<string, string>> = {
  add: '-A --all -u -N',
  bisect: '',
  blame: '-s',
  branch: '-a -r -v -vv -d -D -m -f -q -u --all --contains --list --merged --no-merged --set-upstream-to --show-current',
  'cat-file': '-p -t -s',
  'check-ignore': '-v',
  'cherry-pick': '-x -n --abort --continue',
  clean: '-n -f -d -fd -nd -X -x',
  clone: '-q --bare',
  commit: '-a -am -m -q -qm --allow-empty --amend --fixup --no-edit',
  describe: '--always --tags',
  diff: '--cached --check --name-only --name-status --shortstat --staged --stat --word-diff',
  fetch: '-p -q --all --prune --tags',
  grep: '-n',
  'hash-object': '-w',
  init: '-b -q --bare',
  log: '-p -n -q -S -G -L --abbrev-commit --all --author --date --decorate --first-parent --follow --format --graph --grep --left-right --merges --name-only --name-status --no-decorate --no-merges --oneline --patch --reverse --shortstat --since --stat --until',
  'ls-files': '-c -i -o -s -u --exclude-standard --others --stage',
  'ls-tree': '-r --name-only',
  merge: '-m -q --abort --continue --ff-only --no-edit --no-ff --squash',
  'merge-base': '--all',
  mv: '',
  pull: '-q --ff-only --no-edit --no-rebase --rebase',
  push: '-d -f -q -u --delete --follow-tags --force --force-with-lease --set-upstream --tags',
  rebase: '-i -q --abort --autosquash --continue --onto --skip',
  reflog: '-n --format',
  remote: '-v',
  reset: '-q --hard --mixed --soft',
  restore: '-S -W --ours --source --staged --theirs --worktree',
  'rev-list': '--count --all',
  'rev-parse': '--abbrev-ref --short --verify',
  revert: '-m -n --abort --continue --no-edit',
  rm: '-q -r --cached',
  shortlog: '-n -s -sn',
  show: '-q -s --format --name-only --name-status --no-patch --oneline --stat',
  stash: '-m -q -u',
  status: '-b -s -sb --branch --ignored --short',
  switch: '-c -d -q --detach',
  tag: '-a -d -l -m -n --contains --list --sort',
};

/** Commands whose first word says what they do. */
const actions: Readonly<Record<string, string>> = {
  bisect: 'start good bad skip log reset',
  reflog: 'show',
  remote: 'add get-url remove rename set-url',
  stash: 'push pop apply drop list show',
};

const listed = (list: string, word: string): boolean => list.split(' ').includes(word);

/** Whether a path, seen from a folder, both relative to the transcript's own folder, stays inside that. */
export function staysInside(file: string, folder = '.'): boolean {
  if (file.startsWith('/') || file.startsWith('~') || /^[A-Za-z]:[\\/]/.test(file) || file.includes('\\')) return false;
  const seen = path.posix.normalize(path.posix.join(folder, file));
  return seen !== '..' && !seen.startsWith('../');
}

/**
 * Why Git may not be called with these arguments, or null where it may.
 *
 * @param args what follows `git`; `-C folder` at the front is allowed
 */
export function gitRefusal(args: readonly string[]): string | null {
  const [folder, [command = '', ...rest]] = args[0] === '-C' ? [args[1] ?? '', args.slice(2)] : ['.', args];
  if (!staysInside(folder)) return `the folder "${folder}" is outside`;
  const allowed = Object.hasOwn(options, command) ? options[command] : undefined;
  if (allowed === undefined) return `"git ${command}" is not among the commands that are replayed`;
  const action = Object.hasOwn(actions, command) ? actions[command] : undefined;
  const first = rest.find((word) => !word.startsWith('-'));
  if (action !== undefined && first !== undefined && !listed(action, first)) return `"git ${command} ${first}" is not replayed`;
  if (rest.includes('--bare') && !rest.at(-1)?.endsWith('.git')) return 'name a bare repository something.git';
  let onlyPaths = false;
  for (const word of rest) {
    const [name = '', ...value] = word.startsWith('-') && !onlyPaths ? word.split('=') : ['', word];
    if (word === '--') onlyPaths = true;
    else if (name.length > 1 && !listed(allowed, name) && !/^-(\d+|[UnL]\d+)$/.test(name)) return `the option ${name} is not replayed`;
    const text = value.join('=');
    if (/:\/\/|::/.test(text)) return `"${text}" leads outside`;
    if (!staysInside(text, folder)) return `"${text}" lies outside`;
  }
  return null;
}
