import { z } from 'zod';
import { pathParameters, type Operation } from './contract';

type Json = Record<string, unknown>;

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        fields: { type: 'object', additionalProperties: { type: 'string' } },
        requestId: { type: 'string' },
      },
    },
  },
};

const openAiErrorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type', 'param', 'code'],
      properties: { message: { type: 'string' }, type: { type: 'string' }, param: { type: 'string', nullable: true }, code: { type: 'string' } },
    },
  },
};

/** The OpenAPI 3.0 description of the operations. */
export function openApi(
  operations: readonly Operation[],
  { title, version, address }: { title: string; version: string; address: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const declared of operations) (paths[declared.path] ??= {})[declared.method.toLowerCase()] = describe(declared);
  return {
    openapi: '3.0.3',
    info: { title, version },
    servers: [{ url: address }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas: { Error: errorSchema, OpenAiError: openAiErrorSchema } },
    paths,
  };
}

function describe(declared: Operation): Json {
  const input = toSchema(declared.input, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const inPath = pathParameters(declared.path);
  const properties = Object.entries(input.properties ?? {});
  const required = new Set(input.required ?? []);
  const hasBody = declared.method !== 'GET' && declared.method !== 'DELETE';
  const rest = properties.filter(([name]) => !inPath.includes(name));
  const parameter = (where: 'path' | 'query', [name, { description, ...schema }]: [string, Json]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    ...(description ? { description } : {}),
    schema,
  });
  const status = String(declared.status ?? 200);
  return {
    operationId: declared.id,
    summary: declared.summary,
    tags: [declared.id.split('.')[0]],
    security: declared.access === 'anyone' ? [] : [{ token: declared.scope ? [declared.scope] : [] }],
    'x-access': declared.access,
    parameters: [
      ...properties.filter(([name]) => inPath.includes(name)).map((property) => parameter('path', property)),
      ...(hasBody ? [] : rest.map((property) => parameter('query', property))),
    ],
    ...(hasBody
      ? {
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: Object.fromEntries(rest),
                  required: [...required].filter((name) => !inPath.includes(name)),
                },
                ...(declared.example === undefined ? {} : { example: declared.example }),
              },
            },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: 'Done',
        content: {
          [declared.mediaType ?? 'application/json']: {
            schema: declared.mediaType ? { type: 'string' } : toSchema(declared.output, 'output'),
          },
        },
      },
      default: { description: 'Refused', content: { 'application/json': { schema: { $ref: `#/components/schemas/${declared.errors === 'openai' ? 'OpenAiError' : 'Error'}` } } } },
    },
  };
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  return z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' }) as Json;
}
