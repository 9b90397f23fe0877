import { z } from 'zod';
import { roles } from '@/lib/vocabulary/roles';
import { scopeNames } from '@/lib/vocabulary/scopes';

export const emailSchema = z.email('Write an e-mail address, such as ada@example.org').max(200).toLowerCase();
export const passwordSchema = z
  .string()
  .min(10, 'Use at least 10 characters; a short sentence is easy to remember')
  .max(200, 'Use at most 200 characters');

export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'Write your name')
  .max(100, 'Use at most 100 characters')
  .regex(/^[^\p{Cc}\p{Bidi_C}]*$/u, 'Leave out control characters');

export const setupInput = z.object({
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  setupCode: z.string().max(100).optional(),
});

/** The secret part of a link that was handed to somebody. */
const linkTokenSchema = z.string().min(1, 'The link is not whole').max(200);

export const registerInput = z.object({
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  invitation: linkTokenSchema.optional().describe('What stands at the end of an invitation’s link'),
});

export const registrationSchema = z.object({
  open: z.boolean().describe('Whether anyone may make an account'),
  invitation: z
    .object({ role: z.enum(roles), email: z.string().nullable(), expiresAt: z.iso.datetime() })
    .nullable()
    .describe('What the invitation offers; null where there is none that still holds'),
});

export const updateAccountInput = z.object({ name: personNameSchema });

export const changePasswordInput = z.object({
  currentPassword: z.string().max(200),
  newPassword: passwordSchema,
});

export const resetPasswordInput = z.object({ token: linkTokenSchema, newPassword: passwordSchema });

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
  device: z.string().describe('Browser and system, as the browser named itself'),
  userAgent: z.string(),
  address: z.string().nullable().describe('Where it was opened from'),
  current: z.boolean(),
});

export type Session = z.output<typeof sessionSchema>;

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
  z.array(z.enum(scopeNames, `Choose among ${scopeNames.join(', ')}`)).min(1, 'Choose at least one'),
);

export const createTokenInput = z.object({
  name: z.string().trim().min(1, 'Give the token a name that says where it is used').max(100, 'Use at most 100 characters'),
  scopes: scopesInput.default(['*']),
  expiresInDays: z.coerce.number().int().min(1).max(3650).optional(),
});

export const createdTokenSchema = tokenSchema.extend({
  token: z.string().describe('The token itself. It is shown this once.'),
});

export const idInput = z.object({ id: z.string().min(1).max(100) });
export const doneOutput = z.object({ done: z.literal(true) });
