import { z } from 'zod';
import { roles } from '@/lib/vocabulary/roles';
import { scopeNames } from '@/lib/vocabulary/scopes';

export const emailSchema = z.email('Write an e-mail address, such as ada@example.org').max(200).toLowerCase();
export const passwordSchema = z
  .string()
  .min(10, 'Use at least 10 characters; a short sentence is easy to remember')
  .max(200, 'Use at most 200 characters');

export const setupInput = z.object({
  name: z.string().trim().min(1, 'Write your name').max(100),
  email: emailSchema,
  password: passwordSchema,
  setupCode: z.string().max(100).optional(),
});

export const signInInput = z.object({ email: z.string().max(200), password: z.string().max(200) });

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
});
export type User = z.output<typeof userSchema>;

export const sessionSchema = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  userAgent: z.string(),
  current: z.boolean(),
});

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiToken = z.output<typeof tokenSchema>;

/** A list of scopes; the command line and forms may give them as `a,b`. */
const scopesInput = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((scope) => scope.trim()) : value),
  z.array(z.enum(scopeNames)).min(1),
);

export const createTokenInput = z.object({
  name: z.string().trim().min(1, 'Give the token a name that says where it is used').max(100),
  scopes: scopesInput.default(['*']),
  expiresInDays: z.coerce.number().int().min(1).max(3650).optional(),
});

export const createdTokenSchema = tokenSchema.extend({
  token: z.string().describe('The token itself. It is shown this once.'),
});

export const idInput = z.object({ id: z.string().min(1).max(100) });
export const doneOutput = z.object({ done: z.literal(true) });

export const createUserInput = z.object({
  name: z.string().trim().min(1, 'Give a name').max(100),
  email: emailSchema,
  role: z.enum(roles).default('learner'),
  password: passwordSchema.optional().describe('Made up and shown once where it is left out'),
});

export const createdUserSchema = userSchema.extend({
  password: z.string().optional().describe('Only where it was made up here. It is shown this once.'),
});
