import type { ServiceCall } from '../service.ts';

/** Path and query without the secret ones: what the log shows. */
export function targetOf({ path, query }: ServiceCall): string {
  const search = searchOf(query).toString();
  return (search === '' ? path : `${path}?${search}`).slice(0, 500);
}

/** The whole address, secrets included. */
export function addressOf(base: string, { path, query, secretQuery }: ServiceCall): URL {
  const url = new URL(`${base}${path}`);
  for (const [name, value] of searchOf(query)) url.searchParams.append(name, value);
  for (const [name, value] of Object.entries(secretQuery ?? {})) url.searchParams.append(name, value);
  return url;
}

function searchOf(query: ServiceCall['query']): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.append(name, String(value));
  }
  return search;
}

/** The body as it is sent, with its headers. */
export function bodyOf({ body, headers }: ServiceCall): {
  body: string | Buffer | FormData | undefined;
  headers: Record<string, string>;
} {
  const sent = { accept: 'application/json', 'user-agent': 'lotline', ...headers };
  if (body === undefined || typeof body === 'string' || body instanceof FormData || Buffer.isBuffer(body)) {
    return { body, headers: sent };
  }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...sent } };
}

const REQUEST_ID_HEADERS = [
  'x-request-id',
  'request-id',
  'x-radar-request-id',
  'x-amzn-requestid',
  'x-correlation-id',
];

/** The service's own name for a request, where it gives one. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headers[name];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
