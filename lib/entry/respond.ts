import { toLoamError, type ErrorCode, type LoamError } from '@/lib/core/errors';
import type { Log } from '@/lib/core/log';

/** The one shape in which an error leaves this server. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly requestId: string;
    readonly [extra: string]: unknown;
  };
}

/** Maps anything thrown to status and body. What is not a LoamError is logged whole and told to nobody. */
export function errorResponse(error: unknown, requestId: string, log: Log, shape?: 'openai'): Response {
  const known = toLoamError(error);
  if (known.code === 'internal') log.error({ err: error, requestId }, 'request failed');
  const body: ErrorBody = {
    error: { ...known.extra, code: known.code, message: known.message, ...(known.fields ? { fields: known.fields } : {}), requestId },
  };
  const headers: Record<string, string> = { 'cache-control': 'no-store', 'x-request-id': requestId };
  if (known.code === 'not_signed_in') headers['www-authenticate'] = 'Bearer';
  const retryAfter = known.extra?.retryAfterSeconds;
  if (typeof retryAfter === 'number') headers['retry-after'] = String(retryAfter);
  return Response.json(shape === 'openai' ? openAiError(known, requestId) : body, { status: known.status, headers });
}

/** What programs written for OpenAI's interface read: the code that they know, and which parameter was wrong. */
function openAiError({ code, message, fields, status }: LoamError, requestId: string): object {
  const codes: Partial<Record<ErrorCode, string>> = {
    not_signed_in: 'invalid_api_key',
    not_found: 'model_not_found',
    too_many_requests: 'rate_limit_exceeded',
  };
  const type =
    code === 'too_many_requests'
      ? 'rate_limit_error'
      : code === 'forbidden'
        ? 'permission_error'
        : status < 500
          ? 'invalid_request_error'
          : 'server_error';
  return { error: { message, type, param: Object.keys(fields ?? {})[0] ?? null, code: codes[code] ?? code, requestId } };
}
