import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { createLog } from '@/lib/core/log';
import { errorResponse } from './respond';

const log = createLog('http');

/** Answers what no route does: programs that mistyped a path read an error in the one shape, not a page. */
export function unknownRoute(request: Request): Response {
  const { pathname } = new URL(request.url);
  const requestId = newId();
  const error = new LoamError(
    'not_found',
    `There is nothing at ${request.method} ${pathname}. /docs/api and /api/openapi.json list what there is.`,
  );
  log.info({ requestId, status: error.status }, 'unknown path');
  return errorResponse(error, requestId, log);
}
