import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Credentials that workflows refer to by name. */
export type Credentials = Readonly<Record<string, { readonly name: string; readonly value: string }>>;

/** What a webhook asks of its callers. */
export type WebhookAuth =
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  /** A bearer token signed with HS256. */
  | { readonly kind: 'jwt'; readonly secret: string };

/** Why a webhook refuses a request, as n8n answers it; undefined: it does not. */
export function refusal(
  auth: WebhookAuth | undefined,
  allowedIps: readonly string[],
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
): { status: number; message: string } | undefined {
  if (allowedIps.length > 0 && !allowedIps.includes(request.socket.remoteAddress ?? '')) {
    return { status: 403, message: 'IP is not allowed to access the webhook!' };
  }
  const wrong = { status: 403, message: 'Authorization data is wrong!' };
  const { authorization = '' } = request.headers;
  switch (auth?.kind) {
    case undefined:
      return undefined;
    case 'header':
      return request.headers[auth.name.toLowerCase()] === auth.value ? undefined : wrong;
    case 'basic': {
      if (!authorization.startsWith('Basic ')) return { status: 401, message: 'Authorization is required!' };
      const given = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8');
      return given === `${auth.user}:${auth.password}` ? undefined : wrong;
    }
    case 'jwt':
      if (!authorization.startsWith('Bearer ')) return { status: 401, message: 'No token provided' };
      return isSigned(authorization.slice('Bearer '.length), auth.secret) ? undefined : wrong;
  }
}

function isSigned(token: string, secret: string): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
