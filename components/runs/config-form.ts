/** One thing that a kind can be told, as its form shows it. */
export interface ConfigField {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'text' | 'switch' | 'choice';
  readonly hint?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly standard?: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

/** The fields of a form from the JSON Schema of a kind's config, in its order. */
export function fieldsOf(config: Schema): ConfigField[] {
  const properties = (config.properties ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(properties).map(([name, property]) => fieldOf(name, property));
}

function fieldOf(name: string, property: Schema): ConfigField {
  const shape = { ...property, ...firstKnown(property) };
  const number = (key: string): number | undefined =>
    typeof shape[key] === 'number' && Number.isFinite(shape[key]) ? shape[key] : undefined;
  const hint = typeof shape.description === 'string' ? shape.description : undefined;
  const common = { name, hint, standard: shape.default };
  if (Array.isArray(shape.enum)) return { ...common, type: 'choice', choices: shape.enum.map(String) };
  if (shape.type === 'boolean') return { ...common, type: 'switch' };
  if (shape.type === 'integer' || shape.type === 'number')
    return {
      ...common,
      type: shape.type,
      min: number('minimum') ?? number('exclusiveMinimum'),
      max: number('maximum') ?? number('exclusiveMaximum'),
    };
  // A number that may come as text has no type of its own; its limits or its default give it away.
  if (typeof shape.default === 'number' || number('minimum') !== undefined || number('maximum') !== undefined)
    return { ...common, type: 'number', min: number('minimum'), max: number('maximum') };
  return { ...common, type: 'text' };
}

/** Of several shapes that a value may have, the first that is not “nothing”. */
function firstKnown(property: Schema): Schema {
  const options = (property.anyOf ?? property.oneOf) as readonly Schema[] | undefined;
  return options?.find(({ type }) => type !== 'null') ?? {};
}

/** What a person typed, as the kind wants it; a field that was left empty is left out, so that the kind's own default holds. */
export function configFrom(fields: readonly ConfigField[], values: Readonly<Record<string, string>>): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const { name, type } of fields) {
    const value = values[name]?.trim() ?? '';
    if (value === '') continue;
    if (type === 'switch') config[name] = value === 'yes';
    // What is no number goes as it is: the kind says what is wrong with it.
    else if (type === 'number' || type === 'integer') config[name] = Number.isNaN(Number(value)) ? value : Number(value);
    else config[name] = value;
  }
  return config;
}

/** The text that stands in a field for a value. */
export function textOfValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}
