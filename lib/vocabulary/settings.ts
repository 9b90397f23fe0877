interface Switch {
  readonly kind: 'switch';
  readonly default: boolean;
}

interface WholeNumber {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

interface Text {
  readonly kind: 'text';
  readonly default: '';
  readonly format: TextFormat;
}

/** A thing that an admin decides for the whole installation. */
export type SettingDeclaration = (Switch | WholeNumber | Text) & { readonly label: string; readonly hint: string };

/** An empty text is always allowed and means that nothing is set. */
const textFormats = {
  server: { wanted: 'an address that begins with http:// or https://, such as http://127.0.0.1:11434/v1', fits: isServerAddress },
  model: {
    wanted: 'a model of this installation, such as name or name@version',
    fits: (text) => /^[\w.-]{1,100}(?:@[\w.-]{1,100})?$/.test(text),
  },
  name: { wanted: 'a name of at most 200 characters without spaces', fits: (text) => /^[^\s\p{Cc}]{1,200}$/u.test(text) },
  secret: { wanted: 'a key of at most 500 characters without spaces', fits: (text) => /^[\x21-\x7e]{1,500}$/.test(text) },
} as const satisfies Record<string, { readonly wanted: string; readonly fits: (text: string) => boolean }>;
type TextFormat = keyof typeof textFormats;

/** Each may be given as an environment variable of the same name, which then holds. */
export const settings = {
  OPEN_REGISTRATION: {
    kind: 'switch',
    default: false,
    label: 'Open registration',
    hint: 'Anyone who reaches this server may make a learner’s account. Otherwise it takes an invitation.',
  },
  INVITATION_DAYS: {
    kind: 'number',
    default: 7,
    min: 1,
    max: 90,
    label: 'Days that an invitation holds',
    hint: 'Unless the invitation says otherwise.',
  },
  SESSION_DAYS: {
    kind: 'number',
    default: 30,
    min: 1,
    max: 90,
    label: 'Days until one has to sign in again',
    hint: 'Counts for those who sign in from now on.',
  },
  AUDIT_DAYS: {
    kind: 'number',
    default: 400,
    min: 30,
    max: 3650,
    label: 'Days that the audit log is kept',
    hint: 'Older entries are deleted every night.',
  },
  SEED_ROUTES_REQUIRE_TOKEN: {
    kind: 'switch',
    default: true,
    label: 'Older clients need a token',
    hint: 'Off, whoever reaches this server may call routes such as POST /auto-train without one, and acts as the demo user.',
  },
  FINETUNE_EXAMPLES: {
    kind: 'number',
    default: 50,
    min: 10,
    max: 500,
    label: 'Examples before a person’s own model is fine-tuned',
    hint: 'A person’s own writing counts double.',
  },
  AUTO_FINETUNE: {
    kind: 'switch',
    default: true,
    label: 'Fine-tune by itself',
    hint: 'Off, the fine-tune waits for a click.',
  },
  HUB: {
    kind: 'switch',
    default: false,
    label: 'Models from the hub',
    hint: 'Lets admins pull models over the network. Nothing is asked of it until one does.',
  },
  ...engineSettings('WRITER', 'stories and completions'),
  ...engineSettings('EMBEDDER', 'embeddings'),
} as const satisfies Record<string, SettingDeclaration>;

/** Who serves a role before the shipped model does: first a server, then a model that was pulled or trained. */
function engineSettings<Role extends 'WRITER' | 'EMBEDDER'>(role: Role, what: string) {
  const text = (format: TextFormat, label: string, hint: string) => ({ kind: 'text' as const, default: '' as const, format, label, hint });
  const name = role === 'WRITER' ? 'Writer' : 'Embedder';
  return {
    [`${role}_SERVER`]: text(
      'server',
      `${name}: a server`,
      `An OpenAI-compatible server that is asked first for ${what}. What people write is then sent there. Empty: none.`,
    ),
    [`${role}_SERVER_MODEL`]: text('name', `${name}: the server’s model`, 'As the server calls it.'),
    [`${role}_SERVER_KEY`]: text('secret', `${name}: the server’s key`, 'Sent to that server alone. Empty where it wants none.'),
    [`${role}_MODEL`]: text(
      'model',
      `${name}: a model of this machine`,
      `A pulled or trained model for ${what}; asked where no server answers. Empty: the shipped one.`,
    ),
  } as { readonly [Name in `${Role}_SERVER` | `${Role}_SERVER_MODEL` | `${Role}_SERVER_KEY` | `${Role}_MODEL`]: ReturnType<typeof text> };
}

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as [SettingName, ...SettingName[]];
export type SettingValue = boolean | number | string;
export type ValueOf<Name extends SettingName> = (typeof settings)[Name] extends { readonly kind: 'switch' }
  ? boolean
  : (typeof settings)[Name] extends { readonly kind: 'text' }
    ? string
    : number;

/** Whether a value is never shown again. */
export function isSecret(declared: SettingDeclaration): boolean {
  return declared.kind === 'text' && declared.format === 'secret';
}

const switchWords = new Map<unknown, boolean>([
  ...[true, 'true', 'on', 'yes', '1'].map((word) => [word, true] as const),
  ...[false, 'false', 'off', 'no', '0'].map((word) => [word, false] as const),
]);

/** Reads a value as a form, a command line or the environment gives it. Undefined where it does not fit the setting. */
export function readSettingValue(declared: SettingDeclaration, given: unknown): SettingValue | undefined {
  if (declared.kind === 'switch') return switchWords.get(typeof given === 'string' ? given.trim().toLowerCase() : given);
  if (declared.kind === 'text') {
    const text = typeof given === 'string' ? given.trim() : undefined;
    return text === '' || (text !== undefined && textFormats[declared.format].fits(text)) ? text : undefined;
  }
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return number >= declared.min && number <= declared.max ? number : undefined;
}

/** What a value has to be, for people. */
export function describeSettingValue(declared: SettingDeclaration): string {
  if (declared.kind === 'switch') return 'on or off';
  return declared.kind === 'text'
    ? `${textFormats[declared.format].wanted}, or nothing`
    : `a whole number from ${declared.min} to ${declared.max}`;
}

/** The base of a server's routes. Addresses that hosts keep for talking about themselves (link-local) are refused. */
function isServerAddress(text: string): boolean {
  if (text.length > 300 || !URL.canParse(text)) return false;
  const { protocol, username, password, search, hash, hostname } = new URL(text);
  if (!/^https?:$/.test(protocol) || username || password || search || hash) return false;
  return !/^(169\.254\.|\[fe[89ab][0-9a-f]:|\[::ffff:a9fe:)/i.test(hostname) && hostname !== 'metadata.google.internal';
}
