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

/** A LoamError as it is; anything else as `internal`, with a message that gives nothing away. */
export function toLoamError(error: unknown): LoamError {
  if (error instanceof LoamError) return error;
  // Two bundles in one process each hold a class of this name; the shape tells.
  if (error instanceof Error && error.name === 'LoamError' && 'code' in error && 'status' in error) return error as LoamError;
  return new LoamError('internal', 'Something went wrong here. The request id helps to find it in the log.', { cause: error });
}

/** What whoever is not signed in reads, be it a person whose session has ended or a program without a token. */
export function notSignedIn(): LoamError {
  return new LoamError(
    'not_signed_in',
    'You are not signed in, or no longer. Sign in and try again. Programs send an API token: Authorization: Bearer <token>.',
  );
}
