import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Listener } from '../db/listen.ts';
import type { Notices } from '../db/notices.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import { recordSent, removeWorker, type WantedWorker } from '../engine/claims.ts';
import { announcedAs } from '../engine/events.ts';
import type { AnyKind } from '../kinds/kind.ts';
import { answeringWithin } from './answering.ts';
import { Claimer } from './claimer.ts';
import { Executor } from './executor.ts';
import { Heartbeat } from './heartbeat.ts';
import { Holdings } from './holdings.ts';
import type { Lease } from './lease.ts';
import { Line } from './line.ts';
import { thisMachine } from './machine.ts';
import type { ResolvedOptions } from './options.ts';
import { Reporter } from './reporter.ts';
import { Stats, type WorkerStats } from './stats.ts';
import { Supervisor } from './supervisor.ts';

export interface SessionParts {
  readonly pool: Pool;
  readonly notices: Notices | undefined;
  readonly kinds: readonly AnyKind[];
  readonly log: Log;
  readonly clock: Clock;
  readonly options: ResolvedOptions;
  /** Milliseconds until a kind can be worked; 0: now. */
  readonly heldMs: (kind: AnyKind) => number;
  /** It was told to end. */
  readonly onStop: () => void;
}

export interface SessionStats extends WorkerStats {
  /** Batches held now. */
  readonly leases: number;
  /** Items claimed and not started. */
  readonly waiting: number;
  /** Handler calls under way. */
  readonly running: number;
}

/** How long handlers that were told to stop get before their items are handed back regardless, in milliseconds. */
const ABORT_GRACE_MS = 1_000;
/** How long the last reports may take when the database does not answer, in milliseconds. */
const LAST_REPORTS_MS = 5_000;

/** How long the listening connection may take to close, in milliseconds. */
const LAST_WORDS_MS = 1_000;

/** How notices name a worker: every login of the database may listen. */
const announcedWorker = (name: string) => `worker ${createHash('md5').update(name).digest('hex')}`;

/** A worker from one start to the next stop: its parts, wired. */
export class Session {
  readonly #parts: SessionParts;
  readonly #db: Queryable;
  readonly #stats = new Stats();
  readonly #lines: readonly Line[];
  readonly #holdings: Holdings;
  readonly #claimer: Claimer;
  readonly #executor: Executor;
  readonly #reporter: Reporter;
  readonly #heartbeat: Heartbeat;
  readonly #supervisor: Supervisor;
  readonly #startedAt = new Date();
  #listener: Listener | undefined;
  #wanted: WantedWorker = 'run';

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { kinds, log, clock, options } = parts;
    const db = answeringWithin(parts.pool, options.answerTimeoutMs);
    const stats = this.#stats;
    const worker = options.name;
    const lines = kinds.map((kind) => this.#lineFor(kind));
    this.#db = db;
    this.#lines = lines;
    const holdings = new Holdings({
      ...{ log, stats, lines },
      onJoined: (lease) => this.#heartbeat.joined(lease),
      onItems: (line) => this.#executor.pump(line),
      onOver: (lease) => this.#reporter.report(lease),
      onAbort: (lease, reason) => this.#executor.abort(reason, lease),
    });
    const { leases } = holdings;
    this.#holdings = holdings;
    this.#claimer = new Claimer({
      ...{ db, log, stats, worker, lines, pollMinMs: options.pollMinMs, pollMaxMs: options.pollMaxMs },
      onClaimed: (batches, sentAt) => holdings.accept(batches, sentAt),
    });
    this.#executor = new Executor({
      slots: options.slots,
      lineOf: (lease) => holdings.lineOf(lease.kind.name),
      recordSent: (lease, seqs, service) => this.#recordSent(lease, seqs, service),
      onOver: (lease) => this.#reporter.report(lease),
    });
    this.#reporter = new Reporter({
      ...{ db, log, clock, stats, leases, reportEveryMs: options.reportEveryMs },
      onAcknowledged: (lease, count) => holdings.acknowledged(lease, count),
      onRetryComing: () => this.#claimer.expectRetry(),
      onFenced: (lease) => holdings.lose(lease, 'its report was refused'),
      onDone: (lease) => holdings.drop(lease),
    });
    this.#heartbeat = new Heartbeat({
      ...{ db, log, stats, worker, leases, heartbeatMs: options.heartbeatMs },
      info: () => this.#info(),
      onLost: (lease) => holdings.lose(lease, 'the heartbeat says so'),
      onJobHalted: (lease) => holdings.close(lease),
      onExpired: (lease) => holdings.expire(lease),
      onWanted: (wanted) => this.#obey(wanted),
    });
    this.#supervisor = new Supervisor({
      ...{ db, log, clock, stats },
      ...{ tickMs: options.tickMs, upkeepMs: options.upkeepMs, neighboursMs: options.neighboursMs },
      onWoken: () => this.#claimer.wake(),
    });
  }

  start(): void {
    const { notices, log } = this.#parts;
    this.#heartbeat.start();
    this.#supervisor.start();
    this.#claimer.start();
    this.#listener = notices?.subscribe({
      channels: ['lotline_work', 'lotline_jobs'],
      onNotice: (channel, payload) => this.#noticed(channel, payload),
      onConnect: () => this.#claimer.wake(),
      onLost: (error) => log.warn({ err: error }, 'listening was interrupted; polling goes on'),
    });
  }

  async stop(): Promise<void> {
    const { log, options } = this.#parts;
    log.info({ running: this.#executor.running, leases: this.#holdings.leases.size }, 'the worker stops');
    this.#holdings.closeAll();
    await this.#claimer.stop();
    await this.#holdings.emptied(options.stopLimitMs);
    if (this.#executor.running > 0) {
      log.warn({ running: this.#executor.running }, 'handlers still run and are told to stop');
      this.#executor.abort(new DOMException('the worker stops', 'AbortError'));
      await this.#holdings.emptied(ABORT_GRACE_MS);
      this.#executor.abandonAll();
    }
    await this.#reporter.drain(LAST_REPORTS_MS);
    this.#executor.stop();
    await Promise.all([this.#heartbeat.stop(), this.#supervisor.stop(), this.#stopListening()]);
    await removeWorker(this.#db, options.name).catch((error: unknown) => {
      log.warn({ err: error }, 'the presence of this worker could not be removed and will fade');
    });
    log.info(this.#stats.snapshot(), 'the worker has stopped');
  }

  /** A connection that has gone silent says no goodbye either, and listening holds nothing that could be lost. */
  async #stopListening(): Promise<void> {
    if (this.#listener === undefined) return;
    const waiting = new AbortController();
    await Promise.race([this.#listener.stop(), this.#parts.clock.sleep(LAST_WORDS_MS, waiting.signal)]);
    waiting.abort();
  }

  stats(): SessionStats {
    return {
      ...this.#stats.snapshot(),
      leases: this.#holdings.leases.size,
      waiting: this.#lines.reduce((sum, line) => sum + line.waiting, 0),
      running: this.#executor.running,
    };
  }

  #lineFor(kind: AnyKind): Line {
    const { concurrency, bufferItems } = this.#parts.options;
    return new Line({
      kind,
      concurrency: concurrency[kind.name] ?? kind.defaults.concurrency,
      bufferItems,
      heldMs: () => this.#parts.heldMs(kind),
      onRoom: () => this.#claimer.room(),
    });
  }

  async #recordSent(lease: Lease, seqs: readonly number[], service: string): Promise<void> {
    const { batchId, token } = lease.batch;
    if (lease.state !== 'lost' && !lease.expired) {
      if (await recordSent(this.#db, { batchId, token, seqs, service })) return lease.markSent(seqs);
      this.#holdings.lose(lease, 'billed requests were refused');
    }
    throw new AppError('lease_lost', 'the items are no longer held, so nothing may be sent for them');
  }

  /** Drain: what runs is finished, the rest handed back, nothing more claimed. Stop: the same, and then the end. */
  #obey(wanted: WantedWorker): void {
    const { log, onStop } = this.#parts;
    if (wanted === this.#wanted) return;
    log.info({ wanted, leases: this.#holdings.leases.size }, 'the worker was told what to do');
    this.#wanted = wanted;
    if (wanted === 'run') {
      this.#holdings.reopen();
      this.#claimer.resume();
      return;
    }
    this.#claimer.hold();
    this.#holdings.closeAll();
    if (wanted === 'stop') onStop();
  }

  #noticed(channel: string, payload: string): void {
    if (channel === 'lotline_work') {
      // the payload is a kind, or empty for any
      if (payload === announcedWorker(this.#parts.options.name)) this.#heartbeat.now();
      else if (payload === '' || this.#lines.some((line) => line.kind.name === payload)) this.#claimer.wake();
    } else if ([...this.#holdings.leases].some((lease) => announcedAs(lease.job.id) === payload)) {
      this.#heartbeat.now();
    }
  }

  #info(): Record<string, unknown> {
    const { kinds, options } = this.#parts;
    return {
      host: hostname(),
      machine: thisMachine(),
      pid: process.pid,
      version: options.version,
      kinds: kinds.map((kind) => kind.name),
      slots: options.slots,
      running: this.#executor.running,
      busy: Object.fromEntries(
        this.#lines.filter(({ running }) => running > 0).map(({ kind, running }) => [kind.name, running]),
      ),
      startedAt: this.#startedAt.toISOString(),
    };
  }
}
