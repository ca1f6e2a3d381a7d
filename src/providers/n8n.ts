import { redact } from '../base/log.ts';
import { memberOf } from '../base/record.ts';
import { type HttpClient, NoAnswer, type PostAnswer } from './http-client.ts';

/** Where a workflow listens. Address and header are secret: whoever knows them can start it. */
export interface Webhook {
  readonly url: string;
  readonly header: { readonly name: string; readonly value: string } | null;
}

/** What became of a call. */
export type CallResult =
  | { readonly delivered: true }
  | {
      readonly delivered: false;
      /** What is wrong and what to do, for people; names nothing secret. */
      readonly error: string;
      /** True when the same call may well succeed a little later, and cannot have started anything. */
      readonly again: boolean;
    };

const DEADLINE_MS = 10_000;
/** Enough to recognize an answer; a workflow may answer with all its items. */
const MAX_BYTES = 64 * 1024;

/** Tells the workflow to work on a job: `POST {job_id, action: "start"}`. Never throws for what n8n does. */
export async function callWebhook(
  client: HttpClient,
  webhook: Webhook,
  jobId: string,
  options: { readonly timeoutMs?: number } = {},
): Promise<CallResult> {
  const timeoutMs = options.timeoutMs ?? DEADLINE_MS;
  const { url, header } = webhook;
  try {
    const answer = await client.post({
      url,
      body: { job_id: jobId, action: 'start' },
      headers: header === null ? {} : { [header.name]: header.value },
      timeoutMs,
      maxBytes: MAX_BYTES,
    });
    return judge(answer, webhook);
  } catch (error) {
    if (error instanceof NoAnswer) return unanswered(error, url, timeoutMs);
    throw error;
  }
}

const failed = (error: string, again = false): CallResult => ({ delivered: false, error, again });

function unanswered({ reason, code }: NoAnswer, url: string, timeoutMs: number): CallResult {
  const host = new URL(url).host;
  switch (reason) {
    case 'timeout':
      // It may have arrived, so it is not repeated without being asked.
      return failed(
        `n8n at ${host} did not answer within ${timeoutMs / 1000} s; it may have started the workflow. ` +
          'Let the webhook respond immediately.',
      );
    case 'refused_address':
      return failed(
        `The webhook address leads to a private address (${host}), which only the operator may set, ` +
          'by N8N_<JOB_TYPE>_WEBHOOK_URL.',
      );
    case 'unreachable':
      return failed(`n8n at ${host} could not be reached (${code}); is it running?`, true);
    case 'tls':
      return failed(`The certificate of n8n at ${host} was not accepted (${code})`);
    case 'broken_off':
      return failed(
        `n8n at ${host} broke the connection off before it answered${code && ` (${code})`}; ` +
          'it may have started the workflow',
      );
  }
}

function judge({ status, contentType, text }: PostAnswer, webhook: Webhook): CallResult {
  const { host, pathname } = new URL(webhook.url);
  const page = /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html)/i.test(text);
  if (status >= 200 && status < 300) {
    if (!page) return { delivered: true };
    return failed(
      `n8n at ${host} answered with a web page: it is still starting, or the address is not that of a webhook`,
      true,
    );
  }
  const said = saying(text, page, webhook);
  if (status === 404) return failed(notFound(host, pathname, text));
  if (status >= 300 && status < 400) {
    return failed(`n8n at ${host} redirects (${status}), which is not followed; give the final address`);
  }
  if (status === 401 || status === 403) {
    return failed(
      `n8n at ${host} refused the call (${status}): its webhook wants other credentials, or its list of ` +
        `allowed addresses leaves this server out${said}`,
    );
  }
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    return failed(`n8n at ${host} is not ready (${status})${said}`, true);
  }
  return failed(`n8n at ${host} answered ${status}${said}`);
}

function notFound(host: string, pathname: string, text: string): string {
  if (/not registered for POST/i.test(text)) {
    return `The webhook at ${host} listens for another method (404): set its HTTP Method to POST`;
  }
  if (pathname.includes('/webhook-test/')) {
    return (
      `The test webhook at ${host} is not listening (404): it takes one call within 120 s of "Listen for test ` +
      'event"; use the production address for anything else'
    );
  }
  return (
    `No published workflow listens at the webhook address on ${host} (404): publish (activate) the workflow, ` +
    'and compare the path'
  );
}

const MOST_CHARACTERS = 200;

/** What an error's body says, without anything of the address or the header that it may repeat. */
function saying(text: string, page: boolean, { url, header }: Webhook): string {
  if (page) return '';
  let message: unknown;
  try {
    message = memberOf(JSON.parse(text), 'message');
  } catch {
    return '';
  }
  if (typeof message !== 'string' || message.trim() === '') return '';
  const { pathname, searchParams } = new URL(url);
  const secrets = [
    url,
    pathname,
    ...pathname.split('/').filter((part) => !/^(webhook|webhook-test)?$/.test(part)),
    ...searchParams.values(),
    header?.value ?? '',
  ].filter((secret) => secret !== '');
  const clean = secrets.reduce((out, secret) => out.replaceAll(secret, '[hidden]'), message);
  return `: ${redact(clean).slice(0, MOST_CHARACTERS)}`;
}
