import { redact } from '../../base/log.ts';
import { type HttpClient, NoAnswer, type PostAnswer } from '../../providers/http-client.ts';
import { type EventFacts, eventId } from './facts.ts';
import { eventBody, legacyBody } from './payload.ts';

/** Where events go, and how they are said there. */
export interface Target {
  readonly url: string;
  readonly payload: 'signed' | 'legacy';
  readonly fieldNames: readonly string[];
  /** Each signs: during a rotation there are two. */
  readonly secrets: readonly string[];
}

/** What came of one attempt. */
export interface Attempt {
  readonly at: string;
  readonly ms: number;
  /** Null: no answer. */
  readonly status: number | null;
  /** What is wrong, for people; null when it was taken. */
  readonly error: string | null;
  /** The first 4 kB of the answer. */
  readonly answer: string | null;
  /** How long the receiver asks to be left alone. */
  readonly afterSeconds: number | null;
}

export interface SendOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const ANSWER_BYTES = 4096;
const MOST_WAIT_SECONDS = 86_400;

/** Sends one event once. Never throws for what the receiver does; throws when `signal` ends it. */
export async function sendEvent(
  client: HttpClient,
  target: Target,
  facts: EventFacts,
  options: SendOptions,
): Promise<Attempt> {
  const now = new Date();
  const legacy = target.payload === 'legacy' && facts.type !== 'webhook.test';
  const text = JSON.stringify(
    legacy ? legacyBody(facts, target.fieldNames) : eventBody(facts, target.fieldNames),
  );
  const id = eventId(facts);
  const started = performance.now();
  const attempt = (rest: Omit<Attempt, 'at' | 'ms'>): Attempt => ({
    at: now.toISOString(),
    ms: Math.round(performance.now() - started),
    ...rest,
  });
  try {
    const answer = await client.post({
      url: target.url,
      body: undefined,
      text,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        ...(legacy ? {} : { 'webhook-signature': await signatures(target.secrets, id, now, text) }),
      },
      timeoutMs: options.timeoutMs,
      maxBytes: ANSWER_BYTES,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return attempt(judge(answer));
  } catch (error) {
    if (!(error instanceof NoAnswer) || options.signal?.aborted) throw error;
    return attempt({
      status: null,
      error: reasonOf(error, target.url, options),
      answer: null,
      afterSeconds: null,
    });
  }
}

async function signatures(secrets: readonly string[], id: string, at: Date, text: string): Promise<string> {
  const { Webhook } = await import('standardwebhooks');
  return secrets.map((secret) => new Webhook(secret).sign(id, at, text)).join(' ');
}

function judge({ status, text, retryAfter }: PostAnswer): Omit<Attempt, 'at' | 'ms'> {
  const taken = status >= 200 && status < 300;
  return {
    status,
    error: taken ? null : wrong(status),
    // What PostgreSQL refuses in text, it refuses for the whole row.
    answer: text === '' ? null : redact(text.replaceAll('\0', '').toWellFormed()),
    afterSeconds: taken ? null : waitOf(retryAfter),
  };
}

function wrong(status: number): string {
  if (status === 410) return 'The receiver answered 410: it is gone for good';
  if (status >= 300 && status < 400) {
    return `The receiver redirects (${status}), which is not followed; give the final address`;
  }
  return `The receiver answered ${status}`;
}

/** Retry-After in seconds: a number, or a date; anything else says nothing. At most a day. */
function waitOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d+$/.test(header)
    ? Math.min(Number(header), MOST_WAIT_SECONDS)
    : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MOST_WAIT_SECONDS) : null;
}

function reasonOf({ reason, code }: NoAnswer, url: string, { timeoutMs }: SendOptions): string {
  const { host, protocol } = new URL(url);
  switch (reason) {
    case 'timeout':
      return `${host} did not answer within ${timeoutMs / 1000} s`;
    case 'refused_address':
      if (protocol === 'http:')
        return `${host} is not among the addresses that may be told without TLS; use https`;
      return `${host} leads to a private address, which the operator of this server has not allowed`;
    case 'unreachable':
      return `${host} could not be reached (${code})`;
    case 'tls':
      return `The certificate of ${host} was not accepted (${code})`;
    case 'broken_off':
      return `${host} broke the connection off before it answered${code && ` (${code})`}`;
  }
}
