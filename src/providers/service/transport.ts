import { Agent, type Dispatcher, request } from 'undici';
import type { Unheard } from '../../base/service-words.ts';

/** One request as it goes onto the wire; its address may hold secrets. */
export interface WireRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | FormData | undefined;
  /** For everything: connecting, sending, the whole answer. */
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** Takes an answer of the 200s line by line; its text is then empty. */
  onLine?(line: string): Promise<void> | void;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: number;
}

/** No whole answer came. The message holds no address. */
export class Unanswered extends Error {
  readonly how: Unheard;
  /** The system's word for it, such as ECONNREFUSED. */
  readonly code: string;

  constructor(how: Unheard, code: string, cause?: unknown) {
    super(code === '' ? how : `${how} (${code})`, { cause });
    this.name = 'Unanswered';
    this.how = how;
    this.code = code;
  }
}

/** How requests leave. Redirects are never followed: they would take the key elsewhere. */
export interface Transport {
  /** Rejects with {@link Unanswered}, or with the signal's reason. */
  send(request: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

/** Errors raised before a byte of the request left. */
const UNSENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_NODATA|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

/** Requests over connections that are kept, at most `connections` to one place. */
export function createTransport(connections: number): Transport {
  const agent = new Agent({ connections, connect: { timeout: 10_000 }, keepAliveTimeout: 10_000 });
  return {
    send: (wire) => send(agent, wire),
    close: () => agent.destroy(),
  };
}

async function send(dispatcher: Dispatcher, wire: WireRequest): Promise<WireAnswer> {
  const { url, method, headers, body, signal, maxBytes } = wire;
  try {
    const sent = body instanceof FormData ? await encoded(body) : { body: body ?? null, headers: {} };
    const answer = await request(url, {
      ...{ dispatcher, method, signal, body: sent.body },
      headers: { ...headers, ...sent.headers },
    });
    const lines = wire.onLine !== undefined && answer.statusCode >= 200 && answer.statusCode < 300;
    const { text, bytes } = lines
      ? await readLines(answer.body, maxBytes, (line) => wire.onLine?.(line))
      : await read(answer.body, maxBytes);
    return { status: answer.statusCode, headers: flat(answer.headers), text, bytes };
  } catch (error) {
    if (signal.aborted || error instanceof Unanswered) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Unanswered(UNSENT.test(code) ? 'unsent' : 'broken', code, error);
  }
}

/** A form as it goes onto the wire: undici's `request` takes no form of Node's own. */
async function encoded(form: FormData): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const response = new Response(form);
  const type = response.headers.get('content-type') ?? '';
  return { body: Buffer.from(await response.arrayBuffer()), headers: { 'content-type': type } };
}

async function read(
  body: AsyncIterable<Uint8Array> & { destroy(): unknown },
  maxBytes: number,
): Promise<{ text: string; bytes: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) {
      body.destroy();
      throw new Unanswered('too_large', '');
    }
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes };
}

/** Hands on lines as they are whole; holds one of them and one chunk. */
async function readLines(
  body: AsyncIterable<Uint8Array> & { destroy(): unknown },
  maxBytes: number,
  take: (line: string) => Promise<void> | void,
): Promise<{ text: string; bytes: number }> {
  const decoder = new TextDecoder();
  let rest = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      body.destroy();
      throw new Unanswered('too_large', '');
    }
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) await take(line);
  }
  rest += decoder.decode();
  if (rest !== '') await take(rest);
  return { text: '', bytes };
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) out[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return out;
}
