import { z } from 'zod';
import { roles } from '@/lib/vocabulary/roles';
import { emailSchema, passwordSchema, personNameSchema, userSchema } from '@/lib/features/auth';

export const userStates = ['active', 'disabled', 'no-login'] as const;

export const managedUserSchema = userSchema.extend({
  state: z.enum(userStates).describe('no-login: nobody can sign in, for there is no password'),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable().describe('By a session that is open or was'),
});
export type ManagedUser = z.output<typeof managedUserSchema>;

/** Forms send empty fields; they mean nothing. */
const absent = (value: unknown) => (value === '' ? undefined : value);

export const listUsersInput = z.object({
  search: z.preprocess(absent, z.string().trim().max(100).optional()).describe('Part of a name or an address'),
  role: z.preprocess(absent, z.enum(roles).optional()),
  state: z.preprocess(absent, z.enum(userStates).optional()),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.preprocess(absent, z.string().max(100).optional()).describe('`next` of the page before'),
});

export const userPageSchema = z.object({
  users: z.array(managedUserSchema),
  total: z.number().int().describe('On all pages'),
  next: z.string().nullable().describe('Give it as `after` to get the next page'),
});

export const userRefInput = z.object({ user: z.string().trim().min(1).max(200).describe('An id or an e-mail address') });

export const createUserInput = z.object({
  name: personNameSchema,
  email: emailSchema,
  role: z.enum(roles).default('learner'),
  password: passwordSchema.optional().describe('Made up and shown once where it is left out'),
});

export const createdUserSchema = userSchema.extend({
  password: z.string().optional().describe('Only where it was made up here. It is shown this once.'),
});

export const setRoleInput = userRefInput.extend({ role: z.enum(roles) });

export const linkSchema = z.object({
  link: z.string().describe('Hand it over yourself: it is shown this once, and nothing is sent'),
  expiresAt: z.iso.datetime(),
});

export const signedOutSchema = z.object({ sessions: z.number().int(), tokens: z.number().int() });

export const inviteInput = z.object({
  role: z.enum(roles).default('learner'),
  email: z
    .preprocess(absent, emailSchema.optional())
    .describe('The only address that may use it; anyone who holds the link where left out'),
  note: z.preprocess(absent, z.string().trim().max(200).optional()).describe('For the list of invitations: whom it is for'),
  days: z.preprocess(absent, z.coerce.number().int().min(1).max(90).optional()).describe('How long it holds; the setting says otherwise'),
});

export const invitationStates = ['open', 'used', 'revoked', 'expired'] as const;

export const invitationSchema = z.object({
  id: z.string(),
  role: z.enum(roles),
  email: z.string().nullable(),
  note: z.string().nullable(),
  state: z.enum(invitationStates),
  inviter: z.string().describe('Name of the admin who made it'),
  usedBy: z.string().nullable().describe('E-mail address of the account that came of it'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type InvitationView = z.output<typeof invitationSchema>;

export const createdInvitationSchema = linkSchema.extend({ id: z.string(), role: z.enum(roles) });
