import { isRecord } from '../base/record.ts';
import { CliError, EXIT, exitCodeOfStatus } from './exit-codes.ts';
import type { ServerSettings } from './profile.ts';

function causeCode(cause: unknown): string | undefined {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined;
}

/** The connection was refused or never made, so the request had no effect. */
export function neverArrived(cause: unknown): boolean {
  const code = causeCode(cause);
  return code === 'ECONNREFUSED' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** Why no answer came. */
export function networkError(url: string, cause: unknown, late: boolean): CliError {
  const code = causeCode(cause);
  const message = late
    ? `${url} did not answer in time.`
    : code === 'ECONNREFUSED'
      ? `Nothing answers at ${url}.`
      : `The connection to ${url} failed${code ? ` (${code})` : ''}.`;
  return new CliError(EXIT.error, 'network', message, {
    hint: 'Is the server running? Set its address with --url, LOTLINE_URL or `lotline login`.',
    cause,
  });
}

/** What a server refused, or that it is no server of ours, as an error with its exit code. */
export async function errorOfResponse(response: Response, settings: ServerSettings): Promise<CliError> {
  const text = await response.text().catch(() => '');
  const body = objectOf(text);
  const requestId = stringOf(body?.requestId) ?? response.headers.get('x-request-id') ?? undefined;
  if (response.status >= 300 && response.status < 400) {
    const target = response.headers.get('location') ?? 'elsewhere';
    return new CliError(EXIT.error, 'redirected', `${settings.url} redirects to ${target}.`, {
      hint: 'Give that address with --url; keys are never sent along a redirect.',
      requestId,
    });
  }
  const said = stringOf(body?.message) ?? stringOf(body?.error);
  const hint = stringOf(body?.hint) ?? (response.status === 401 ? signInHint(settings) : undefined);
  return new CliError(
    exitCodeOfStatus(response.status),
    stringOf(body?.code) ?? `http_${response.status}`,
    said ?? `${settings.url} answered ${response.status} ${response.statusText}`.trim(),
    { hint, requestId, details: body },
  );
}

function signInHint(settings: ServerSettings): string {
  return settings.apiKey === null
    ? 'Give a key with --api-key or LOTLINE_API_KEY, or store one with `lotline login`.'
    : 'The key was refused. Store a valid one with `lotline login`.';
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
