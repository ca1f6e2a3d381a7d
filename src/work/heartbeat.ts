import type { Log } from '../base/log.ts';
import type { Queryable } from '../db/pool.ts';
import { heartbeat, type WantedWorker } from '../engine/claims.ts';
import type { Lease } from './lease.ts';
import { Pacer } from './pacer.ts';
import type { Stats } from './stats.ts';

export interface HeartbeatParts {
  readonly db: Queryable;
  readonly log: Log;
  readonly stats: Stats;
  readonly worker: string;
  /** All leases of the worker. */
  readonly leases: ReadonlySet<Lease>;
  readonly heartbeatMs: number;
  /** What the presence row says about this worker, now. */
  readonly info: () => Record<string, unknown>;
  /** The lease has been taken away. */
  readonly onLost: (lease: Lease) => void;
  /** The job does not want more of its items started. */
  readonly onJobHalted: (lease: Lease, status: string) => void;
  /** The lease ran out while the database could not be reached: it may belong to somebody else by now. */
  readonly onExpired: (lease: Lease) => void;
  /** What whoever runs the installation wants of this worker, said with every beat. */
  readonly onWanted: (wanted: WantedWorker) => void;
}

/** A heartbeat that failed is repeated after this, in milliseconds. */
const REPEAT_MS = 500;
/** How often leases are looked at that may have run out, in milliseconds. */
const EXPIRY_CHECK_MS = 250;

/**
 * Says every few seconds, and after a quarter of any lease, that this worker lives, and moves its leases on. Whatever
 * the answer does not name is no longer ours.
 */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  readonly #pacer = new Pacer();
  #stopped = false;
  #asked = false;
  #dueAt = 0;
  #loop: Promise<void> | undefined;
  #expiry: NodeJS.Timeout | undefined;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loop ??= this.#run();
    // apart from the loop: a beat may hang for as long as the network is silent
    this.#expiry ??= setInterval(() => this.#expire(), EXPIRY_CHECK_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#expiry);
    this.#pacer.wake();
    await this.#loop;
  }

  /** Beats at once: a job of ours is said to have changed. */
  now(): void {
    this.#asked = true;
    this.#pacer.wake();
  }

  /** A lease came in; it may be shorter than the rhythm so far. */
  joined(lease: Lease): void {
    if (lease.renewAt < this.#dueAt) this.#pacer.wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#asked = false;
      let latest = performance.now() + REPEAT_MS;
      try {
        await this.#beat();
        latest = performance.now() + this.#parts.heartbeatMs;
      } catch (error) {
        this.#parts.stats.databaseError();
        this.#parts.log.warn({ err: error }, 'a heartbeat failed and will be repeated');
        await this.#pacer.wait(REPEAT_MS);
      }
      await this.#untilDue(latest);
    }
  }

  async #untilDue(latest: number): Promise<void> {
    while (!this.#stopped && !this.#asked) {
      this.#dueAt = latest;
      for (const lease of this.#parts.leases) this.#dueAt = Math.min(this.#dueAt, lease.renewAt);
      const delayMs = this.#dueAt - performance.now();
      if (delayMs <= 0) return;
      await this.#pacer.wait(delayMs);
    }
  }

  async #beat(): Promise<void> {
    const { db, worker, leases, info, onLost, onJobHalted, onWanted } = this.#parts;
    const asked = [...leases];
    const sentAt = performance.now();
    const { wanted, leases: held } = await heartbeat(db, {
      worker,
      leases: asked.map(({ batch }) => ({ batchId: batch.batchId, token: batch.token })),
      info: info(),
    });
    const byBatch = new Map(held.map((lease) => [lease.batchId, lease]));
    for (const lease of asked) {
      const answer = byBatch.get(lease.batch.batchId);
      if (answer === undefined) {
        // a report on its way may have closed it meanwhile; that report's answer decides
        if (!lease.reporting && leases.has(lease)) onLost(lease);
        continue;
      }
      lease.renewed(sentAt, answer.jobStatus !== 'cancelled');
      if (answer.jobStatus !== 'in_progress' && lease.state === 'held') onJobHalted(lease, answer.jobStatus);
    }
    onWanted(wanted);
  }

  #expire(): void {
    const now = performance.now();
    for (const lease of this.#parts.leases) {
      if (lease.validUntil >= now || lease.expired) continue;
      lease.expired = true;
      this.#parts.onExpired(lease);
    }
  }
}
