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

/** How every logger is set up; see {@link createLog}. */
export function logOptions(module: string): LoggerOptions {
  const debugModules = (process.env.LOG_DEBUG ?? '').split(',');
  return {
    level: debugModules.includes(module) ? 'debug' : (process.env.LOG_LEVEL ?? 'info'),
    base: { module },
    timestamp: pino.stdTimeFunctions.isoTime,
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
