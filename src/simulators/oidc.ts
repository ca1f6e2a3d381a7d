import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { portOf } from '../base/port-of.ts';

/** Who is signed in at the issuer. */
export interface OidcPerson {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

export interface OidcSimulator {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who says yes to the next sign-ins; undefined: they say no. */
  signIn(person: OidcPerson | undefined): void;
  /** What the next ID tokens say otherwise than they should, such as another `aud`. */
  pretend(claims: JWTPayload): void;
  stop(): Promise<void>;
}

/** A code that was given out, for one use. */
interface Grant {
  readonly person: OidcPerson;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
}

const CLIENT_ID = 'lotline';
const CLIENT_SECRET = 'only for the simulator';
const KEY_ID = 'simulated-1';

/**
 * An OpenID Connect issuer on loopback: discovery, authorization code with PKCE (S256 is required), tokens signed with
 * RS256, a key set. Whoever {@link OidcSimulator.signIn} names is signed in without a page.
 */
export async function startOidcSimulator(): Promise<OidcSimulator> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  let person: OidcPerson | undefined;
  let pretended: JWTPayload = {};
  let issuer = '';

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get('redirect_uri') ?? '';
    const challenge = query.get('code_challenge') ?? '';
    if (query.get('client_id') !== CLIENT_ID || !URL.canParse(redirectUri)) {
      json(response, 400, { error: 'invalid_client' });
      return;
    }
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('iss', issuer);
    if (query.get('code_challenge_method') !== 'S256' || challenge === '') {
      back.searchParams.set('error', 'invalid_request');
    } else if (person === undefined) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      grants.set(code, { person, redirectUri, challenge, nonce: query.get('nonce') ?? undefined });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.toString() }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    if (!isClient(request, form)) {
      json(response, 401, { error: 'invalid_client' });
      return;
    }
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      grant === undefined ||
      grant.challenge !== verifier ||
      grant.redirectUri !== form.get('redirect_uri')
    ) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const { sub, email, emailVerified, name } = grant.person;
    const claims = { email, email_verified: emailVerified, name, nonce: grant.nonce };
    const idToken = await new SignJWT({ iss: issuer, aud: CLIENT_ID, sub, ...claims, ...pretended })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(privateKey);
    json(response, 200, {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      id_token: idToken,
      scope: 'openid email profile',
    });
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (pathname === '/.well-known/openid-configuration') return json(response, 200, discovery(issuer));
    if (pathname === '/jwks') return json(response, 200, { keys: [jwk] });
    if (pathname === '/authorize') return authorize(searchParams, response);
    if (pathname === '/token' && request.method === 'POST') {
      token(request, response).catch((error: unknown) =>
        response.destroy(error instanceof Error ? error : undefined),
      );
      return;
    }
    json(response, 404, { error: 'not_found' });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${portOf(server)}`;
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    signIn: (who) => (person = who),
    pretend: (claims) => (pretended = claims),
    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    authorization_response_iss_parameter_supported: true,
  };
}

function isClient({ headers }: IncomingMessage, form: URLSearchParams): boolean {
  const basic = Buffer.from(`${CLIENT_ID}:${encodeURIComponent(CLIENT_SECRET)}`).toString('base64');
  if (headers.authorization !== undefined) return headers.authorization === `Basic ${basic}`;
  return form.get('client_id') === CLIENT_ID && form.get('client_secret') === CLIENT_SECRET;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
