import pino, { type Logger, type LoggerOptions } from 'pino';

export type Log = Logger;

/** Keys whose values never reach a log line, at any depth that Loam logs. */
const secretKeys = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'secret',
  'setupCode',
  'authorization',
  'cookie',
  'tokenHash',
  'passwordHash',
];

/** An error for a log line. The message of a failed query lists its parameters, among which secrets may be: they go. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const [message, parameters] = error.message.split('\nparams: ');
  const stack = parameters === undefined ? error.stack : error.stack?.replace(`\nparams: ${parameters}`, '');
  const { code } = error as { code?: unknown };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return { type: error.name, message, stack, ...(typeof code === 'string' ? { code } : {}), ...cause };
}

/** How every logger is set up; see {@link createLog}. */
export function logOptions(module: string): LoggerOptions {
  const debugModules = (process.env.LOG_DEBUG ?? '').split(',');
  return {
    level: debugModules.includes(module) ? 'debug' : (process.env.LOG_LEVEL ?? 'info'),
    base: { module },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
  };
}

/**
 * A JSON-lines logger on standard error that leaves secrets out.
 * Level from LOG_LEVEL (default info); `module` marks the part of the system, so that one part's
 * debug lines can be switched on alone with LOG_DEBUG=module,module.
 */
export function createLog(module: string): Log {
  return pino(logOptions(module), pino.destination(2));
}

/** A logger that says nothing, for tests. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}
