import { toLoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { readArguments, usage } from './arguments';
import type { LoamCommand, Output } from './command';
import { allCommands } from './commands';

const outputFor = (wantsJson: boolean): Output => ({
  print: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  stream: (text) => void (wantsJson || process.stdout.write(text)),
});

/** Runs one command line and returns its exit status: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runCommandLine(argv: readonly string[], commands: readonly LoamCommand[] = allCommands()): Promise<number> {
  const command = findCommand(argv, commands);
  const output = outputFor(argv.includes('--json'));
  if (!command) {
    const asksForHelp = argv.length === 0 || argv.includes('--help');
    output[asksForHelp ? 'print' : 'note'](
      asksForHelp ? overview(commands) : `There is no such command: loam ${argv.join(' ')}\n\n${overview(commands)}`,
    );
    return asksForHelp ? 0 : 2;
  }
  const rest = argv.slice(command.words.length);
  const wantsJson = rest.includes('--json');
  try {
    const { input, json, help } = readArguments(command, rest);
    if (help) {
      output.print(usage(command));
      return 0;
    }
    const result = await command.run(input, output);
    if (result !== undefined) output.print(json || !command.show ? JSON.stringify(result, null, 2) : command.show(result));
    return 0;
  } catch (error) {
    const { code, message, fields, extra } = toLoamError(error);
    if (code === 'internal') output.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (wantsJson)
      output.print(JSON.stringify({ error: { ...extra, code, message, fields, requestId: extra?.requestId ?? newId() } }, null, 2));
    else output.note(message);
    return 1;
  }
}

/** The command with the most words that the arguments begin with. */
function findCommand(argv: readonly string[], commands: readonly LoamCommand[]): LoamCommand | undefined {
  return commands
    .filter(({ words }) => words.every((word, index) => argv[index] === word))
    .sort((left, right) => right.words.length - left.words.length)[0];
}

function overview(commands: readonly LoamCommand[]): string {
  const names = commands.map(({ words, positional = [] }) => [...words, ...positional.map((name) => `<${name}>`)].join(' '));
  const width = Math.max(...names.map((name) => name.length));
  const lines = commands.map(({ summary }, index) => `  ${names[index].padEnd(width)}  ${summary}`);
  return ['Usage: loam <command> [options]', '', ...lines.sort(), '', 'Every command takes --help and --json.'].join('\n');
}
