/** What an API token may be allowed to do, and how that reads on the settings page. */
export const scopes = {
  '*': 'Everything that you may do',
  'tutorials:read': 'Read tutorials',
  'tutorials:write': 'Make tutorials',
  'documents:read': 'Read your documents',
  'documents:write': 'Add and delete documents',
  'learning:read': 'See what you know, what you have read and what is due',
  'learning:write': 'Keep progress, answer questions, hand in exercises and review',
  'stories:read': 'Read stories',
  'stories:write': 'Write and keep stories',
  'autotrain:read': 'Read what your own story model learns from',
  'autotrain:write': 'Collect examples and fine-tune your own story model',
  'autotrain:any': 'For trainers: the same for anybody, by user_id',
  'jobs:read': 'Follow your jobs',
  'models:read': 'See which models there are',
  'models:use': 'Try and measure models',
  'models:write': 'Promote, roll back, import and delete models',
  'training:read': 'Follow trainings',
  'training:write': 'Start, pause, resume and cancel trainings',
  'metrics:read': 'Read counts and times of the server',
  'account:read': 'Read your account',
} as const;

export type Scope = keyof typeof scopes;
export const scopeNames = Object.keys(scopes) as [Scope, ...Scope[]];
