import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { portOf } from '../base/port-of.ts';
import { type Credentials, refusal, type WebhookAuth } from './n8n-auth.ts';
import { createWorkflowStore } from './n8n-store.ts';
import type { WebhookItem, Workflow } from './n8n-workflow.ts';

/** A request as it came, in order of arrival. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A webhook of a workflow: where it listens and how it answers. */
export interface Hook {
  readonly path: string;
  readonly method?: string;
  readonly auth?: WebhookAuth;
  /** immediately: as soon as it is called; last-node: with the result of the run; never: holds the connection. */
  readonly respond?: 'immediately' | 'last-node' | 'never' | 'stream';
  /** Addresses that may call; empty: all. */
  readonly allowedIps?: readonly string[];
  /** Runs the workflow; what it gives is what the last node gives. */
  run?(item: WebhookItem): Promise<unknown> | unknown;
}

/** What goes wrong with the next requests to webhooks, one each. */
export type Fault =
  | { readonly kind: 'drop-before' }
  /** The workflow starts, and the connection ends without an answer. */
  | { readonly kind: 'drop-after' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body: string;
    };

export interface N8nSimulator {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Errors of workflow runs, which real n8n shows in its list of executions. */
  readonly failures: Error[];
  productionUrl(path: string): string;
  testUrl(path: string): string;
  /** Makes a webhook live at the production address; the function ends that. */
  publish(hook: Hook): () => void;
  /** Makes a webhook listen at the test address: for 120 s, and for one call. */
  listenForTest(hook: Hook): void;
  /** While true, every address answers with the page that n8n shows while it starts. */
  starting(on: boolean): void;
  fail(...faults: readonly Fault[]): void;
  /** Moves the clock of test listeners. */
  advance(seconds: number): void;
  /** Waits until every run of a workflow has ended. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface N8nOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** For `/api/v1`. */
  readonly apiKey?: string;
  readonly credentials?: Credentials;
  /** Runs a workflow that was made through the API. */
  readonly execute?: (workflow: Workflow, node: string, item: WebhookItem) => Promise<unknown>;
}

const TEST_SECONDS = 120;
const STARTING_PAGE = '<html><body><h1>n8n is starting up. Please wait</h1></body></html>';
const PRODUCTION_HINT =
  'The workflow must be active for a production URL to run successfully. You can activate the workflow using the ' +
  'toggle in the top-right of the editor.';
const TEST_HINT =
  "Click the 'Execute workflow' button on the canvas, then try again. (In test mode, the webhook only works for one " +
  'call after you click this button)';

/** n8n as far as its callers can see it, on loopback. */
export async function startN8n(options: N8nOptions = {}): Promise<N8nSimulator> {
  const requests: SeenRequest[] = [];
  const failures: Error[] = [];
  const production = new Set<Hook>();
  const tests = new Map<Hook, number>();
  const faults: Fault[] = [];
  const running = new Set<Promise<unknown>>();
  let now = 0;
  let isStarting = false;

  const store = createWorkflowStore({
    apiKey: options.apiKey ?? '',
    credentials: options.credentials ?? {},
    publish: (hook) => {
      production.add(hook);
      return () => void production.delete(hook);
    },
    isTaken: (method, path) =>
      [...production].some((hook) => hook.path === path && (hook.method ?? 'POST') === method),
    execute: options.execute ?? (async () => undefined),
  });

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      failures.push(error instanceof Error ? error : new Error(String(error)));
      response.destroy();
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://n8n');
    const body = parse(Buffer.concat(chunks).toString('utf8'));
    const method = request.method ?? 'GET';
    requests.push({ method, path: url.pathname, headers: request.headers, body });
    if (isStarting) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(STARTING_PAGE);
      return;
    }
    if (url.pathname.startsWith('/api/v1/')) {
      const answer = store.answer({ method, path: url.pathname, headers: request.headers, body });
      return json(response, answer.status, answer.body);
    }
    const [, base = '', path = ''] = /^\/(webhook|webhook-test)\/(.+)$/.exec(url.pathname) ?? [];
    if (base === '') return json(response, 404, { code: 404, message: 'Not Found' });
    const fault = faults.shift();
    if (fault?.kind === 'drop-before') return void response.destroy();
    if (fault?.kind === 'answer') {
      response
        .writeHead(fault.status, fault.headers ?? { 'content-type': 'application/json' })
        .end(fault.body);
      return;
    }
    const hook = find(base === 'webhook-test', method, path);
    if (hook === undefined) return notRegistered(response, base === 'webhook-test', method, path);
    const item = { headers: request.headers, params: {}, query: Object.fromEntries(url.searchParams), body };
    await runHook(hook, item, request, response, fault !== undefined);
  }

  function find(test: boolean, method: string, path: string): Hook | undefined {
    const live = test
      ? [...tests].filter(([, until]) => until > now).map(([hook]) => hook)
      : [...production].reverse();
    const hook = live.find((one) => one.path === path && (one.method ?? 'POST') === method);
    if (hook !== undefined) tests.delete(hook);
    return hook;
  }

  function notRegistered(response: ServerResponse, test: boolean, method: string, path: string): void {
    const other = test ? undefined : [...production].find((hook) => hook.path === path);
    const message =
      other === undefined
        ? `The requested webhook "${method} ${path}" is not registered.`
        : `This webhook is not registered for ${method} requests. Did you mean to make a ${other.method ?? 'POST'} request?`;
    json(response, 404, { code: 404, message, hint: test ? TEST_HINT : PRODUCTION_HINT });
  }

  async function runHook(
    hook: Hook,
    item: WebhookItem,
    request: IncomingMessage,
    response: ServerResponse,
    drop: boolean,
  ): Promise<void> {
    const refused = refusal(hook.auth, hook.allowedIps ?? [], request);
    if (refused !== undefined)
      return json(response, refused.status, { code: refused.status, message: refused.message });
    const run = Promise.resolve()
      .then(() => hook.run?.(item))
      .catch((error: unknown) => {
        failures.push(error instanceof Error ? error : new Error(String(error)));
        return new Error('failed');
      });
    running.add(run);
    run.finally(() => running.delete(run));
    if (drop) return void response.destroy();
    if (hook.respond === 'never') return;
    if (hook.respond === 'stream') {
      response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
      response.write('{"type":"begin"}\n');
      return;
    }
    if (hook.respond !== 'last-node') return json(response, 200, { message: 'Workflow was started' });
    const result = await run;
    if (result instanceof Error) return json(response, 500, { code: 0, message: 'Error in workflow' });
    json(response, 200, result ?? {});
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;

  return {
    url,
    requests,
    failures,
    productionUrl: (path) => `${url}/webhook/${path}`,
    testUrl: (path) => `${url}/webhook-test/${path}`,
    publish(hook) {
      production.add(hook);
      return () => void production.delete(hook);
    },
    listenForTest: (hook) => void tests.set(hook, now + TEST_SECONDS),
    starting(on) {
      isStarting = on;
    },
    fail: (...more) => void faults.push(...more),
    advance(seconds) {
      now += seconds;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
