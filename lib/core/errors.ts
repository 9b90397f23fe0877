/**
 * The one family of errors that may reach a person. The code is for programs, the message for people:
 * it says what is wrong and what to do about it. Anything else that is thrown is a defect, and its
 * message is never shown (see lib/entry).
 */
export const errorStatus = {
  invalid_input: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  no_material: 422,
  unprocessable: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

export interface ErrorDetails {
  /** Field path → what is wrong with it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Further facts for programs, such as the nearest topics. They stand beside code and message. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class LoamError extends Error {
  readonly code: ErrorCode;
  readonly fields?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'LoamError';
    this.code = code;
    this.fields = details.fields;
    this.extra = details.extra;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** Marks code that cannot be reached; the compiler refuses a call while a case is left. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
