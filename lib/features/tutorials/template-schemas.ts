import { z } from 'zod';
import { levels } from '@/lib/vocabulary/levels';
import { templateIds } from '@/lib/vocabulary/tutorial-templates';

const heading = z.string().min(3).max(80).optional();

/** A part of a lesson, as a template asks for it. */
export const partSchema = z.discriminatedUnion('part', [
  z.strictObject({ part: z.literal('explanation'), depth: z.enum(['gist', 'short', 'long']), heading }),
  z.strictObject({ part: z.literal('objectives'), heading }),
  z.strictObject({ part: z.literal('rules'), heading }),
  z.strictObject({ part: z.literal('task'), heading }),
  z.strictObject({ part: z.literal('examples'), which: z.enum(['first', 'rest', 'all', 'any', 'shortest']), heading }),
  z.strictObject({ part: z.literal('pitfalls'), which: z.enum(['first', 'rest', 'all']), heading }),
  z.strictObject({ part: z.literal('checkpoint'), which: z.enum(['easiest', 'harder', 'any']), heading }),
  z.strictObject({ part: z.literal('exercise'), heading }),
]);
export type TemplatePart = z.output<typeof partSchema>;

/** Parts that are text; a step shows them as one. */
export const proseParts = ['explanation', 'objectives', 'rules', 'task'] as const;

export function isProse({ part }: Pick<TemplatePart, 'part'>): boolean {
  return (proseParts as readonly string[]).includes(part);
}

/** A kind of step: what it shows of a concept, in which order and under which title. */
export const shapeSchema = z.strictObject({
  title: z
    .string()
    .min(1)
    .max(80)
    .regex(/\{(concept|exercise|pitfall)\}/, 'name {concept}, {exercise} or {pitfall}'),
  objective: z.enum(['first', 'last']),
  place: z.enum(['opening', 'body', 'closing']).default('body'),
  /** The shape that must come before it for the same concept. */
  after: z.string().optional(),
  parts: z
    .array(partSchema)
    .min(1)
    .refine((parts) => new Set(parts.map((part) => (isProse(part) ? `prose ${part.part}` : part.part))).size === parts.length, {
      message: 'name each part once',
    })
    .refine(
      (parts) => {
        const places = parts.flatMap((part, index) => (isProse(part) ? [index] : []));
        return places.every((place, n) => n === 0 || place === places[n - 1] + 1);
      },
      { message: 'keep the parts that are prose together' },
    ),
});
export type TemplateShape = z.output<typeof shapeSchema>;

export const conceptGroups = ['best', 'others', 'needed', 'further', 'onward'] as const;
export type ConceptGroup = (typeof conceptGroups)[number];

/** A file content/templates/<id>.yaml: how a tutorial is told. */
export const templateSchema = z
  .strictObject({
    id: z.enum(templateIds),
    name: z.string().min(1).max(40),
    summary: z.string().min(20).max(200),
    /** When it is the right one. */
    choose: z.string().min(10).max(160),
    /** How many prerequisites are recalled. */
    recalls: z.record(z.enum(levels), z.int().min(0).max(8)),
    arrange: z.enum(['prerequisites', 'worth']),
    /** In the order in which one concept's steps are read. */
    shapes: z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/), shapeSchema),
    plan: z
      .array(
        z.strictObject({
          take: z.enum(conceptGroups),
          shapes: z.array(z.string()).min(1),
          most: z.int().min(1).optional(),
          levels: z.array(z.enum(levels)).min(1).optional(),
          /** Only where the topic says the name of the best concept. */
          when: z.literal('named').optional(),
        }),
      )
      .min(1),
  })
  .superRefine(({ shapes, plan }, check) => {
    const names = new Set(Object.keys(shapes));
    const used = new Set(plan.flatMap((line) => line.shapes));
    for (const name of used) if (!names.has(name)) check.addIssue({ code: 'custom', path: ['plan'], message: `there is no shape ${name}` });
    for (const name of names)
      if (!used.has(name)) check.addIssue({ code: 'custom', path: ['plan'], message: `the shape ${name} is never used` });
    for (const [name, { after }] of Object.entries(shapes)) {
      if (after && !names.has(after)) check.addIssue({ code: 'custom', path: ['shapes', name], message: `there is no shape ${after}` });
    }
    if (plan[0].take !== 'best') check.addIssue({ code: 'custom', path: ['plan'], message: 'begin the plan with the best concept' });
  });
export type Template = z.output<typeof templateSchema>;

/** What people choose a template by. */
export const templateViewSchema = z.object({ id: z.enum(templateIds), name: z.string(), summary: z.string(), choose: z.string() });
export type TemplateView = z.output<typeof templateViewSchema>;
