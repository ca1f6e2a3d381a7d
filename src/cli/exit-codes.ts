/** How a command ends: one number for scripts, one error for people. */

export const EXIT = {
  ok: 0,
  error: 1,
  cancelled: 2,
  notFound: 3,
  signIn: 4,
  validation: 5,
  finishedWithFailures: 6,
  conflict: 7,
  timeout: 8,
  usage: 64,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What `--json` prints of an error, and what people read of it. */
export interface ErrorReport {
  code: string;
  message: string;
  hint?: string;
  requestId?: string;
}

/** Ends the command with a message and an exit code. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string | undefined;
  readonly requestId: string | undefined;
  /** Whatever the server said besides; shown by nobody but used by commands that know the answer's shape. */
  readonly details: unknown;

  constructor(
    exitCode: ExitCode,
    code: string,
    message: string,
    more: {
      hint?: string | undefined;
      requestId?: string | undefined;
      details?: unknown;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'CliError';
    this.exitCode = exitCode;
    this.code = code;
    this.hint = more.hint;
    this.requestId = more.requestId;
    this.details = more.details;
  }

  report(): ErrorReport {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.requestId === undefined ? {} : { requestId: this.requestId }),
    };
  }
}

/** The exit code for an HTTP status that is not a success. */
export function exitCodeOfStatus(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.signIn;
  if (status === 404) return EXIT.notFound;
  if (status === 409) return EXIT.conflict;
  if (status === 400 || status === 413 || status === 415 || status === 422) return EXIT.validation;
  return EXIT.error;
}

/** A mistake in how the command was called. */
export function usageError(message: string, hint?: string): CliError {
  return new CliError(EXIT.usage, 'usage', message, { hint });
}
