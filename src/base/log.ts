import { pino } from 'pino';

export type Log = import('pino').Logger;

/** Field names whose values never reach a log line, wherever they stand. */
const SECRET_FIELDS = [
  'authorization',
  'x-api-key',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'apiKey',
];

/** Keys, passwords in database addresses, and tokens in query strings, as they can turn up inside any text. */
const SECRET_TEXT = [
  [/\b(lot|leap)_(live|test)_[0-9a-f]{8,}/gi, '$1_$2_[redacted]'],
  [/(postgres(?:ql)?:\/\/[^:@/\s]+:)[^@\s]+@/gi, '$1[redacted]@'],
  [/([?&][\w-]*(?:token|key|secret|password|signature)=)[^&\s"]+/gi, '$1[redacted]'],
  [/(\/api\/http-results\/)[\w-]{16,}/g, '$1[redacted]'],
  [/(Bearer\s+)[A-Za-z0-9._~+/=-]{8,}/g, '$1[redacted]'],
] as const;

/** Removes anything that looks like a credential from a text that may be logged or shown. */
export function redact(text: string): string {
  return SECRET_TEXT.reduce((out, [pattern, replacement]) => out.replace(pattern, replacement), text);
}

/**
 * A structured logger (JSON lines). `destination` defaults to standard error, so that standard output stays
 * for data.
 */
export function createLog(level: string, destination: { write(line: string): void } = process.stderr): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_FIELDS.flatMap((f) => [`["${f}"]`, `*["${f}"]`, `*.*["${f}"]`]),
        censor: '[redacted]',
      },
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => void destination.write(redact(line)) },
  );
}
