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

/** A thing that an admin decides for the whole installation. */
export type SettingDeclaration = (Switch | WholeNumber) & { readonly label: string; readonly hint: string };

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
} as const satisfies Record<string, SettingDeclaration>;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as [SettingName, ...SettingName[]];
export type SettingValue = boolean | number;
export type ValueOf<Name extends SettingName> = (typeof settings)[Name] extends Switch ? boolean : number;

const switchWords = new Map<unknown, boolean>([
  ...[true, 'true', 'on', 'yes', '1'].map((word) => [word, true] as const),
  ...[false, 'false', 'off', 'no', '0'].map((word) => [word, false] as const),
]);

/** Reads a value as a form, a command line or the environment gives it. Undefined where it does not fit the setting. */
export function readSettingValue(declared: SettingDeclaration, given: unknown): SettingValue | undefined {
  if (declared.kind === 'switch') return switchWords.get(typeof given === 'string' ? given.trim().toLowerCase() : given);
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return number >= declared.min && number <= declared.max ? number : undefined;
}

/** What a value has to be, for people. */
export function describeSettingValue(declared: SettingDeclaration): string {
  return declared.kind === 'switch' ? 'on or off' : `a whole number from ${declared.min} to ${declared.max}`;
}
