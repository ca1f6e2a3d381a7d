import { currentContext } from '../../base/context.ts';
import { AppError, type ErrorCode } from '../../base/errors.ts';
import type { Call } from '../../http/endpoint.ts';
import type { People } from '../../identity/people/people.ts';
import { ADDRESS_HEADER } from '../../identity/people/session-cookie.ts';

/** What a request to Better Auth says. */
interface Forwarded {
  readonly method?: 'GET' | 'POST';
  /** Below /api/auth. */
  readonly path: `/${string}`;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/** What Better Auth answered. */
interface Forwardable {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the endpoint's schema says what of it leaves
  readonly body: any;
  /** Cookies to set, and where to go. */
  readonly headers: { readonly 'set-cookie': readonly string[]; readonly location?: string };
}

/**
 * Hands a request to Better Auth and takes its answer. Refusals are thrown as our errors; what is foreign was refused
 * before, so the library is told that a page of ours asks.
 */
export async function forward(
  people: People,
  { headers }: Pick<Call, 'headers'>,
  { method = 'GET', path, body, query = {} }: Forwarded,
): Promise<Forwardable> {
  const origin = people.origin(headers.host);
  const url = new URL(`/api/auth${path}`, origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const told = {
    origin,
    cookie: headers.cookie,
    'user-agent': headers['user-agent']?.slice(0, 500),
    [ADDRESS_HEADER]: currentContext()?.address,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const { handler } = await people.auth();
  const response = await handler(
    new Request(url, {
      method,
      headers: Object.entries(told).filter((pair): pair is [string, string] => pair[1] !== undefined),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return read(response);
}

async function read(response: Response): Promise<Forwardable> {
  const text = await response.text();
  const json = /^application\/json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = json && text !== '' ? JSON.parse(text) : null;
  if (response.status >= 400) throw refusal(response.status, body);
  const location = response.headers.get('location');
  return {
    status: response.status,
    body,
    headers: {
      'set-cookie': response.headers.getSetCookie(),
      ...(location === null ? {} : { location }),
    },
  };
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
};

function refusal(status: number, body: unknown): Error {
  const said = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';
  if (status >= 500) return new Error(`Better Auth answered ${status}: ${said}`);
  return new AppError(CODES[status] ?? 'validation_failed', said === '' ? 'This was refused' : said);
}
