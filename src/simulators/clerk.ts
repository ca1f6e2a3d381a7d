import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { portOf } from '../base/port-of.ts';

/** Its two keys, as people speak of them before and after a rotation. */
export type KeyName = 'old' | 'new';

export interface TokenOptions {
  /** Which key signs it. */
  readonly key?: KeyName;
  /** In place of what the header says. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch at which it is made. */
  readonly at?: number;
}

export interface ClerkSimulator {
  /** What tokens say of who made them. */
  readonly issuer: string;
  /** Times that the keys were asked for. */
  readonly asked: number;
  /** A session token with these claims beside the usual ones; one given as undefined is left out. */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): string;
  /** The keys that the issuer shows from now on. */
  show(...names: readonly KeyName[]): void;
  /** While true, whoever asks for keys gets no answer but an error. */
  fail(on: boolean): void;
  /** The public half of a key, for checks without network. */
  pem(name?: KeyName): string;
  stop(): Promise<void>;
}

const LIFE_SECONDS = 60;
/** Where a token can be had over HTTP, by whoever reaches loopback: `?claims={"o":{"id":"org_1","rol":"admin"}}`. */
const TOKEN_PATH = '/_simulator/token';

/** Clerk as far as its tokens go: an issuer on loopback with two keys. `port` 0: a free one. */
export async function startClerk(now: () => number = Date.now, port = 0): Promise<ClerkSimulator> {
  const pairs = { old: makePair(), new: makePair() } as const;
  let shown: readonly KeyName[] = ['old'];
  let failing = false;
  let asked = 0;

  function makeToken(
    claims: Readonly<Record<string, unknown>> = {},
    { key = 'old', header = {}, at = now() }: TokenOptions = {},
  ): string {
    const seconds = Math.floor(at / 1000);
    const usual = {
      iss: issuer,
      sub: 'user_2f6bGd0cQO1Yk7',
      sid: 'sess_2f6bGd0cQO1Yk7',
      iat: seconds,
      nbf: seconds - 10,
      exp: seconds + LIFE_SECONDS,
      jti: 'a1b2c3',
      v: 2,
    };
    return sign(
      { alg: 'RS256', kid: kidOf(key), typ: 'JWT', ...header },
      { ...usual, ...claims },
      pairs[key],
    );
  }

  function answerToken(claims: string, response: ServerResponse): void {
    try {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(makeToken(JSON.parse(claims)));
    } catch {
      response.writeHead(400).end('claims: a JSON object is expected');
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://clerk');
    if (url.pathname === TOKEN_PATH) return answerToken(url.searchParams.get('claims') ?? '{}', response);
    if (url.pathname !== '/.well-known/jwks.json') return void response.writeHead(404).end();
    asked += 1;
    if (failing) return void response.writeHead(503).end('down');
    const keys = shown.map((name) => ({
      ...pairs[name].publicKey.export({ format: 'jwk' }),
      kid: kidOf(name),
      use: 'sig',
      alg: 'RS256',
    }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${portOf(server)}`;

  return {
    issuer,
    get asked() {
      return asked;
    },
    token: makeToken,
    show(...names) {
      shown = names;
    },
    fail(on) {
      failing = on;
    },
    pem: (name = 'old') => pairs[name].publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function makePair(): Pair {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function kidOf(name: KeyName): string {
  return `ins_${name}`;
}

function sign(header: unknown, claims: unknown, { privateKey }: Pair): string {
  const text = `${base64(header)}.${base64(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
