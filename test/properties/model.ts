import assert from 'node:assert/strict';
import type { ClaimedBatch } from '../../src/engine/claims.ts';
import type { Counts, JobStatus, Outcome } from '../../src/engine/vocabulary.ts';

type Place = 'waiting' | 'leased' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export interface ModelLease {
  batch: ClaimedBatch;
  open: Set<number>;
  live: boolean;
}

/** What one job must be like, said as plainly as possible: every item is in one place, and the rest follows. */
export class JobModel {
  status: JobStatus = 'pending';
  sealed = false;
  readonly places = new Map<number, Place>();
  readonly attempts = new Map<number, number>();
  readonly leases: ModelLease[] = [];
  readonly #maxAttempts: number;

  constructor(maxAttempts: number) {
    this.#maxAttempts = maxAttempts;
  }

  append(count: number, invalid: ReadonlySet<number>): void {
    const first = this.places.size + 1;
    for (let i = 0; i < count; i++) this.places.set(first + i, invalid.has(i) ? 'skipped' : 'waiting');
  }

  claim(batches: readonly ClaimedBatch[]): void {
    for (const batch of batches) {
      for (const item of batch.items) {
        assert.equal(
          this.places.get(item.seq),
          'waiting',
          `item ${item.seq} was handed out while it was not waiting`,
        );
        assert.equal(item.attempt, (this.attempts.get(item.seq) ?? 0) + 1, `attempt of item ${item.seq}`);
        this.places.set(item.seq, 'leased');
      }
      this.leases.push({ batch, open: new Set(batch.items.map((i) => i.seq)), live: true });
    }
    if (batches.length > 0 && this.status === 'pending') this.status = 'in_progress';
  }

  /** Applies a report and says how many outcomes count. */
  report(lease: ModelLease, outcomes: readonly { seq: number; outcome: Outcome }[]): number {
    if (!lease.live) return 0;
    let accepted = 0;
    for (const { seq, outcome } of outcomes) {
      if (!lease.open.delete(seq)) continue;
      accepted++;
      this.places.set(seq, this.#after(seq, outcome));
    }
    if (lease.open.size === 0) lease.live = false;
    this.finishIfDone();
    return accepted;
  }

  #after(seq: number, outcome: Outcome): Place {
    if (outcome.outcome !== 'failed') return outcome.outcome;
    const attempts = (this.attempts.get(seq) ?? 0) + 1;
    this.attempts.set(seq, attempts);
    return outcome.class === 'transient' && attempts < this.#maxAttempts ? 'waiting' : 'failed';
  }

  /** Settles items by name, in leases or not; an item that nobody holds fails for good. */
  reportByName(outcomes: readonly { seq: number; outcome: Outcome }[]): number {
    let accepted = 0;
    const seen = new Set<number>();
    for (const { seq, outcome } of outcomes) {
      if (seen.has(seq)) continue;
      seen.add(seq);
      const lease = this.leases.find((l) => l.live && l.open.has(seq));
      if (lease !== undefined) {
        accepted += 1;
        lease.open.delete(seq);
        if (lease.open.size === 0) lease.live = false;
        this.places.set(seq, this.#after(seq, outcome));
      } else if (
        this.places.get(seq) === 'waiting' &&
        (this.status === 'in_progress' || this.status === 'paused')
      ) {
        accepted += 1;
        this.places.set(seq, outcome.outcome);
      }
    }
    this.finishIfDone();
    return accepted;
  }

  revoke(leases: readonly ModelLease[] = this.leases): void {
    for (const lease of leases) {
      if (!lease.live) continue;
      for (const seq of lease.open) this.places.set(seq, 'waiting');
      lease.open.clear();
      lease.live = false;
    }
  }

  settleRest(outcome: 'skipped' | 'cancelled'): void {
    this.revoke();
    for (const [seq, place] of this.places) if (place === 'waiting') this.places.set(seq, outcome);
  }

  retry(): number {
    let retried = 0;
    for (const [seq, place] of this.places) {
      if (place !== 'failed' && place !== 'cancelled') continue;
      this.places.set(seq, 'waiting');
      this.attempts.delete(seq);
      retried++;
    }
    if (retried > 0 && (this.status === 'completed' || this.status === 'failed')) this.status = 'in_progress';
    return retried;
  }

  finishIfDone(): void {
    if (!this.sealed || (this.status !== 'in_progress' && this.status !== 'paused')) return;
    const counts = this.counts();
    if (counts.waiting + counts.processing > 0) return;
    this.status = counts.completed === 0 && counts.failed > 0 ? 'failed' : 'completed';
  }

  counts(): Counts {
    const counts: Counts = {
      total: this.places.size,
      waiting: 0,
      processing: 0,
      completed: 0,
      failed: 0,
      skipped: 0,
      cancelled: 0,
    };
    for (const place of this.places.values()) counts[place === 'leased' ? 'processing' : place]++;
    // a cancelled job has no waiting items: what nobody settles is cancelled
    if (this.status === 'cancelled') {
      counts.cancelled += counts.waiting;
      counts.waiting = 0;
    }
    return counts;
  }
}
