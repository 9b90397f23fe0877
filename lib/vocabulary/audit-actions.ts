/** What the audit log writes down, and how that reads after the name of whoever did it. */
export const auditActions = {
  'account.setup': 'made the first account',
  'account.register': 'made an account',
  'account.update': 'changed their account',
  'account.password': 'changed their password',
  'account.reset': 'set a new password by a link',
  'session.create': 'signed in',
  'session.refuse': 'was refused at sign-in',
  'session.revoke': 'ended a session',
  'session.revoke-others': 'ended all other sessions',
  'token.create': 'made an API token',
  'token.revoke': 'ended an API token',
  'user.create': 'made an account for somebody',
  'user.role': 'changed a role',
  'user.disable': 'disabled an account',
  'user.enable': 'enabled an account',
  'user.delete': 'deleted an account',
  'user.reset': 'made a link for a new password',
  'user.sign-out': 'ended sessions and tokens of an account',
  'invitation.create': 'invited somebody',
  'invitation.revoke': 'took back an invitation',
  'backup.create': 'made a backup',
  'backup.restore': 'put a backup back',
  'setting.change': 'changed a setting',
  'model.promote': 'put a model into use',
  'model.rollback': 'put the model before back into use',
  'model.import': 'imported a model',
  'model.delete': 'deleted a model',
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof auditActions;
export const auditActionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];
