/**
 * A small server over node:http that keeps jobs in memory and speaks the API that the commands use, so that tests
 * can break its connections, slow it down and refuse on purpose. What the real server answers is tested end to end.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { csvText } from '../../src/base/csv.ts';

export interface StoredRow {
  row: number;
  cells: string[];
  item: { reference_id?: string; address: Record<string, string> };
  problem?: string;
}

export interface StoredJob {
  id: string;
  name: string;
  status: string;
  sealed: boolean;
  draining: boolean;
  autoPaused: boolean;
  pauseReason: string | null;
  pace: { perMinute: number; eta: { text: string } };
  columns: string[];
  chunks: Map<number, StoredRow[]>;
  counts: Record<
    'total' | 'waiting' | 'processing' | 'completed' | 'failed' | 'skipped' | 'cancelled',
    number
  >;
  createdAt: string;
  body: Record<string, unknown>;
}

export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** What goes wrong: an answer instead of the real one, or a connection cut before or after the effect. */
export type Fault =
  | { status: number; body?: object; headers?: Record<string, string> }
  | 'drop before'
  | 'drop after'
  | 'cut the body';

export class ApiServer {
  readonly jobs = new Map<string, StoredJob>();
  readonly requests: Seen[] = [];
  /** Asked for each request; what it returns happens instead of (or after) the effect. */
  fault: (request: Seen) => Fault | undefined = () => undefined;
  /** Called before each GET of a job, so that a test can let it progress. */
  onRead: (job: StoredJob) => void = () => {};
  failures: object[] = [];
  readonly #server: Server = createServer((request, response) => void this.#handle(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  env(): Record<string, string> {
    return { LOTLINE_URL: this.url, LOTLINE_API_KEY: KEY };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  addJob(given: Partial<StoredJob> = {}): StoredJob {
    const job: StoredJob = {
      id: randomUUID(),
      name: 'Lookups',
      status: 'in_progress',
      sealed: true,
      draining: false,
      autoPaused: false,
      pauseReason: null,
      pace: { perMinute: 600, eta: { text: 'measuring' } },
      columns: [],
      chunks: new Map(),
      counts: { total: 100, waiting: 100, processing: 0, completed: 0, failed: 0, skipped: 0, cancelled: 0 },
      createdAt: '2026-11-22T08:00:00.000Z',
      body: {},
      ...given,
    };
    this.jobs.set(job.id, job);
    return job;
  }

  rows(job: StoredJob): StoredRow[] {
    return [...job.chunks].sort(([one], [other]) => one - other).flatMap(([, rows]) => rows);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const text = Buffer.concat(pieces).toString('utf8');
    const seen: Seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    this.requests.push(seen);
    const fault = this.fault(seen);
    if (fault === 'drop before') return void request.socket.destroy();
    if (typeof fault === 'object') return send(response, fault.status, fault.body ?? {}, fault.headers);
    const answer = this.#answer(seen);
    if (fault === 'drop after') return void request.socket.destroy();
    if (typeof answer.body === 'string') return this.#stream(response, answer.body, fault === 'cut the body');
    send(response, answer.status, answer.body);
  }

  #stream(response: ServerResponse, body: string, cut: boolean): void {
    response.writeHead(200, { 'content-type': 'text/csv' });
    if (!cut) return void response.end(body);
    response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
  }

  #answer({ method, path, headers, body }: Seen): { status: number; body: object | string } {
    if (headers['x-api-key'] !== KEY) return refusal(401, 'unauthorized', 'The key is not valid.');
    const [pathname = '', query = ''] = path.split('?');
    const parts = pathname.split('/').filter(Boolean);
    if (pathname === '/batch-lookups/uploads') return this.#create(body as Record<string, unknown>);
    if (pathname === '/api/me') {
      const organization = { id: randomUUID(), name: 'Acme Homes', slug: 'acme-homes' };
      return { status: 200, body: { role: 'analyst', scopes: ['lookups:write'], organization } };
    }
    if (pathname === '/api/jobs') return this.#list(new URLSearchParams(query));
    const id = parts[0] === 'api' ? parts[2] : parts[1];
    const job = this.jobs.get(id ?? '');
    if (!job) return refusal(404, 'job_not_found', 'There is no such job.');
    const action = (parts[0] === 'api' ? parts[3] : parts[2]) ?? '';
    switch (`${method} ${action}`) {
      case 'GET ':
        this.onRead(job);
        return { status: 200, body: jobBody(job) };
      case 'PUT chunks':
        return this.#chunk(job, Number(parts[3]), body as { rows: StoredRow[] });
      case 'POST seal':
        job.sealed = true;
        return { status: 200, body: { id: job.id, total_items: job.counts.total } };
      case 'GET download':
        return { status: 200, body: this.#download(job) };
      case 'GET failures':
        return { status: 200, body: { failures: this.failures } };
      case 'GET events':
        return { status: 200, body: { events: [] } };
      case 'POST retry':
        return { status: 200, body: { retried: job.counts.failed, refused: 0 } };
      default:
        return this.#move(job, action);
    }
  }

  #create(body: Record<string, unknown>): { status: number; body: object } {
    const job = this.addJob({
      name: String(body.name),
      status: 'pending',
      sealed: false,
      columns: body.columns as string[],
      counts: { total: 0, waiting: 0, processing: 0, completed: 0, failed: 0, skipped: 0, cancelled: 0 },
      body,
    });
    return {
      status: 201,
      body: { job_id: job.id, status: 'pending', report: { id: randomUUID(), name: job.name } },
    };
  }

  #list(query: URLSearchParams): { status: number; body: object } {
    const status = query.get('status');
    const all = [...this.jobs.values()].filter((job) => status === null || job.status === status).reverse();
    const from = Number(query.get('offset') ?? 0);
    const jobs = all.slice(from, from + Number(query.get('limit') ?? 20)).map(jobBody);
    return { status: 200, body: { jobs, total: all.length } };
  }

  #chunk(job: StoredJob, number: number, { rows }: { rows: StoredRow[] }): { status: number; body: object } {
    if (job.sealed) return refusal(409, 'job_sealed', 'The job takes no more rows.');
    const repeated = job.chunks.has(number);
    if (!repeated) {
      job.chunks.set(number, rows);
      job.counts.total += rows.length;
      job.counts.waiting += rows.length;
    }
    const rejected = rows.filter((row) => row.problem !== undefined).length;
    return {
      status: 200,
      body: { accepted: rows.length - rejected, rejected, total_items: job.counts.total, repeated },
    };
  }

  #download(job: StoredJob): string {
    const header = [...job.columns, 'status', 'error_code', 'error_message', 'attempts'];
    return csvText([header, ...this.rows(job).map((row) => [...row.cells, 'completed', null, null, 1])]);
  }

  #move(job: StoredJob, action: string): { status: number; body: object } {
    const next = { pause: 'paused', resume: 'in_progress', cancel: 'cancelled' }[action];
    if (!next) return refusal(404, 'not_found', 'There is nothing here.');
    if (job.status === 'cancelled' && next !== 'cancelled') {
      return refusal(409, 'illegal_move', 'The job is cancelled.');
    }
    job.status = next;
    return { status: 200, body: jobBody(job) };
  }
}

export const KEY = `lot_live_${'5'.repeat(64)}`;

function jobBody(job: StoredJob): object {
  const { chunks: _chunks, body: _body, ...rest } = job;
  return { ...rest, number: '1', kind: 'incentive_lookup', lastError: null, completedAt: null };
}

function refusal(status: number, code: string, message: string): { status: number; body: object } {
  return { status, body: { error: code, code, message, requestId: 'req-1' } };
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
