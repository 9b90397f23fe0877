import { parseArgs } from 'node:util';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { plainIssue } from '@/lib/core/plain-issue';
import type { LoamCommand } from './command';

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly anyOf?: readonly Property[];
}

export interface ParsedArguments {
  readonly input: unknown;
  readonly json: boolean;
  readonly help: boolean;
}

/** `maxCopies` → `max-copies`: flags are written with hyphens. */
export function flagOf(field: string): string {
  return field.replace(/_/g, '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** An object schema, or several of which one holds. */
interface Shape {
  readonly properties?: Record<string, Property>;
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
}

/** The fields of all shapes; what tells the shapes apart may be any of its values. */
function mergedProperties(shapes: readonly Record<string, Property>[]): Record<string, Property> {
  const merged: Record<string, Property> = {};
  for (const [name, property] of shapes.flatMap(Object.entries<Property>)) {
    const values = [...(merged[name]?.enum ?? []), ...(property.enum ?? (property.const === undefined ? [] : [property.const]))];
    merged[name] = { ...property, ...merged[name], ...(values.length > 0 ? { enum: [...new Set(values)] } : {}) };
  }
  return merged;
}

/** The fields of a command's input as JSON Schema properties, for flags and help. */
export function propertiesOf(command: LoamCommand): Record<string, Property> {
  const schema = z.toJSONSchema(command.input, { io: 'input', unrepresentable: 'any' }) as Shape;
  const shapes = schema.oneOf ?? schema.anyOf ?? [schema];
  const properties = mergedProperties(shapes.map((shape) => shape.properties ?? {}));
  // A whole object cannot be typed as a flag; such fields are for programs, over HTTP.
  return Object.fromEntries(Object.entries(properties).filter(([, { type }]) => type !== 'object'));
}

/** Reads what follows a command's words. Throws `invalid_input` that names the flag and shows the usage. */
export function readArguments(command: LoamCommand, argv: readonly string[]): ParsedArguments {
  const properties = propertiesOf(command);
  const flags = Object.entries(properties).filter(([field]) => !command.positional?.includes(field));
  const options = Object.fromEntries([
    ...flags.map(([field, property]) => [flagOf(field), { type: property.type === 'boolean' ? 'boolean' : 'string' } as const]),
    ['json', { type: 'boolean' } as const],
    ['help', { type: 'boolean' } as const],
  ]);
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (cause) {
    throw new LoamError('invalid_input', `${(cause as Error).message.split('. To specify')[0]}\n\n${usage(command)}`, { cause });
  }
  const { json = false, help = false, ...values } = parsed.values;
  const names = command.positional ?? [];
  if (parsed.positionals.length > names.length) {
    throw new LoamError(
      'invalid_input',
      `Unexpected argument “${parsed.positionals[names.length]}”. Put texts of several words in quotes.\n\n${usage(command)}`,
    );
  }
  const fieldOf = new Map(flags.map(([field]) => [flagOf(field), field]));
  const input = Object.fromEntries([
    ...parsed.positionals.map((value, index) => [names[index], value]),
    ...Object.entries(values).map(([flag, value]) => [fieldOf.get(flag), value]),
  ]);
  if (help) return { input, json: Boolean(json), help: true };
  const checked = command.input.safeParse(input, { error: plainIssue });
  if (checked.success) return { input: checked.data, json: Boolean(json), help: false };
  const fields = Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
  const wrong = Object.entries(fields).map(
    ([field, message]) => `${names.includes(field) ? `<${field}>` : `--${flagOf(field)}`}: ${message}`,
  );
  throw new LoamError('invalid_input', `${wrong.join('\n')}\n\n${usage(command)}`, { fields });
}

/** How a command is called, with its flags. */
export function usage(command: LoamCommand): string {
  const names = command.positional ?? [];
  const properties = Object.entries(propertiesOf(command));
  const flags = properties
    .filter(([field]) => !names.includes(field))
    .map(([field, property]) => [`--${flagOf(field)}${valueOf(property)}`, property] as const);
  const lines = [
    ...flags.map(([flag, property]) => [flag, describe(property)]),
    ['--json', 'Print the result as JSON'],
    ['--help', 'Show this'],
  ];
  const width = Math.max(...lines.map(([flag]) => flag.length));
  return [
    `Usage: loam ${[...command.words, ...names.map((name) => `<${name}>`)].join(' ')} [options]`,
    '',
    command.summary,
    '',
    ...lines.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`.trimEnd()),
    ...(command.details ? ['', command.details] : []),
  ].join('\n');
}

function valueOf(property: Property): string {
  if (property.type === 'boolean') return '';
  return property.enum ? ` ${property.enum.join('|')}` : ' …';
}

function describe({ description, default: fallback }: Property): string {
  const standard = fallback === undefined ? '' : ` (${JSON.stringify(fallback)} unless said)`;
  return `${description ?? ''}${standard}`;
}
