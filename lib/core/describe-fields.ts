import { z } from 'zod';

export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Property;
  readonly description?: string;
}

/** The fields of an object schema in words, for pages and help texts. */
export function describeFields(schema: z.ZodType): FieldDescription[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    type: typeOf(property),
    required: required.includes(name),
    description: property.description ?? '',
  }));
}

function typeOf({ type, enum: choices, items }: Property): string {
  if (choices) return choices.join(' | ');
  if (items) return `list of ${typeOf(items)}`;
  return type ?? 'any';
}
