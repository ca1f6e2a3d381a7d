import * as http from 'node:http';
import * as https from 'node:https';

export interface PostRequest {
  readonly url: string;
  readonly body: unknown;
  /** The body's text where it has to be exactly this, because it is signed; `body` is then not looked at. */
  readonly text?: string;
  /** Ends the request when the process does. */
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** For everything: finding the address, connecting, the answer. */
  readonly timeoutMs: number;
  /** More of the answer than this is not read. */
  readonly maxBytes: number;
}

export interface PostAnswer {
  readonly status: number;
  readonly contentType: string;
  /** The header Retry-After, as it came. */
  readonly retryAfter: string | undefined;
  /** The answer's text, as far as it was read. */
  readonly text: string;
}

/** Posts JSON somewhere, once: no redirect is followed, nothing is repeated. */
export interface HttpClient {
  /** Rejects with {@link NoAnswer} when no answer began in time. One that breaks off later is given as far as it came. */
  post(request: PostRequest): Promise<PostAnswer>;
  close(): void;
}

export type NoAnswerReason = 'timeout' | 'refused_address' | 'unreachable' | 'tls' | 'broken_off';

/** Why a request got no answer. The message holds no part of its address. */
export class NoAnswer extends Error {
  readonly reason: NoAnswerReason;
  /** The system's code, such as ECONNREFUSED. */
  readonly code: string;

  constructor(reason: NoAnswerReason, code: string, cause: unknown) {
    super(code === '' ? reason : `${reason} (${code})`, { cause });
    this.name = 'NoAnswer';
    this.reason = reason;
    this.code = code;
  }
}

export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  /** True for an error by which these agents refuse an address. */
  refuses(error: Error): boolean;
}

/** A client for addresses that the operator of this installation sets: they may be private. */
export function createOperatorClient(options: { readonly keepAlive?: boolean } = {}): HttpClient {
  const keepAlive = options.keepAlive ?? false;
  return createHttpClient({
    http: new http.Agent({ keepAlive }),
    https: new https.Agent({ keepAlive }),
    refuses: () => false,
  });
}

/** A client over a pair of agents, which decide what may be connected to. */
export function createHttpClient(agents: Agents): HttpClient {
  return {
    post: (request) => post(agents, request),
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function post(agents: Agents, request: PostRequest, again = false): Promise<PostAnswer> {
  const url = new URL(request.url);
  const [module, agent] = url.protocol === 'https:' ? [https, agents.https] : [http, agents.http];
  const body = request.text ?? JSON.stringify(request.body);
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
  return new Promise((resolve, reject) => {
    const outgoing = module.request(url, {
      method: 'POST',
      agent,
      signal,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'lotline',
        ...request.headers,
      },
    });
    outgoing.on('response', (incoming) => resolve(read(incoming, request.maxBytes)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that was kept may have been closed by the other side just now: that says nothing about it.
      const stale = outgoing.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '');
      if (stale && !again) resolve(post(agents, request, true));
      else reject(noAnswer(error, agents, deadline.aborted));
    });
    outgoing.end(body);
  });
}

/** An answer as far as it comes: its status counts also when its body stays away. */
async function read(incoming: http.IncomingMessage, maxBytes: number): Promise<PostAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const bytes: AsyncIterable<Buffer> = incoming;
    for await (const chunk of bytes) {
      chunks.push(chunk.subarray(0, maxBytes - size));
      size += chunk.length;
      if (size >= maxBytes) break;
    }
  } catch {
    // Cut off, or the time is over.
  }
  return {
    status: incoming.statusCode ?? 0,
    contentType: incoming.headers['content-type'] ?? '',
    retryAfter: incoming.headers['retry-after'],
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

const UNREACHABLE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_NODATA|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT)$/;

function noAnswer(error: NodeJS.ErrnoException, agents: Agents, timedOut: boolean): NoAnswer {
  const code = error.code ?? '';
  if (timedOut) return new NoAnswer('timeout', '', error);
  if (agents.refuses(error)) return new NoAnswer('refused_address', '', error);
  if (UNREACHABLE.test(code)) return new NoAnswer('unreachable', code, error);
  if (/^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/.test(code)) {
    return new NoAnswer('tls', code, error);
  }
  return new NoAnswer('broken_off', code, error);
}
