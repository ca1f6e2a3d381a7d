import type { Queryable } from '../../db/pool.ts';
import type { Paces } from '../../engine/paces.ts';
import { readActions } from './actions.ts';
import type { Board } from './board.ts';
import { type Found, type FoundJob, readJobs, readLists, readReports, readWorkers } from './reads.ts';
import type { Watch } from './watch.ts';

/** How often things are read that change without notice. */
const EVERY_MS = { job: 250, jobs: 1_000, report: 5_000, action: 1_000, workers: 5_000 } as const;
/** Shortest time between two readings of a thing, however much is heard of it. */
const SOONEST_MS = { job: 250, jobs: 1_000, report: 1_000, action: 1_000, workers: 5_000 } as const;
/** How often the rest is read, in case that a notice was lost. */
const CALM_MS = 10_000;
/** And while none can arrive. */
const DEAF_MS = 1_000;
/** Jobs in progress that a list shows moving. */
const LIST_JOBS = 100;
/** Timers are early now and then. */
const SLACK_MS = 20;

function isDue(watch: Watch, now: number, listening: boolean): boolean {
  const { kind } = watch.topic;
  const calmMs = Math.max(listening ? CALM_MS : DEAF_MS, SOONEST_MS[kind]);
  const waitMs = watch.due ? SOONEST_MS[kind] : watch.moving ? EVERY_MS[kind] : calmMs;
  return now - watch.readAt >= waitMs - SLACK_MS;
}

interface LookParts {
  readonly board: Board;
  readonly db: Queryable;
  readonly paces: Paces;
}

/** Reads what is due, each kind in one query, and tells what changed. */
export async function look(parts: LookParts, now: number, listening: boolean): Promise<void> {
  const { board, db } = parts;
  const due = board.all().filter((watch) => isDue(watch, now, listening));
  const before = due.map(({ readAt }) => readAt);
  for (const watch of due) {
    // Whatever is heard from here on is read the next time.
    watch.due = false;
    watch.readAt = now;
  }
  try {
    const of = (kind: Watch['topic']['kind']) => due.filter(({ topic }) => topic.kind === kind);
    await lookAtThings(board, of('job'), (wanted) => goingJobs(parts, readJobs(db, wanted)));
    await lookAtThings(board, of('report'), (wanted) => readReports(db, wanted));
    await lookAtThings(board, of('action'), (wanted) => readActions(db, wanted));
    await lookAtLists(parts, of('jobs'));
    await lookAtWorkers(board, db, of('workers'));
  } catch (error) {
    for (const [i, watch] of due.entries()) {
      watch.due = true;
      watch.readAt = before[i] ?? watch.readAt;
    }
    throw error;
  }
}

/** How jobs go changes with each ten seconds; whatever else does, this is read anew at most once a second. */
const GOING_MS = 1_000;

/** Jobs with how they go, read for all of them at once. */
async function goingJobs({ db, paces }: LookParts, reading: Promise<FoundJob[]>): Promise<Found[]> {
  const found = await reading;
  const going = await paces.of(
    db,
    found.map(({ paced }) => paced),
    GOING_MS,
  );
  return found.map(({ paced, ...one }) => ({ ...one, state: { ...one.state, ...going(paced) } }));
}

async function lookAtThings(
  board: Board,
  due: readonly Watch[],
  read: (wanted: readonly Watch[]) => Promise<Found[]>,
): Promise<void> {
  if (due.length === 0) return;
  const found = new Map((await read(due)).map((one) => [`${one.organizationId} ${one.id}`, one]));
  for (const watch of due) {
    const one = found.get(`${watch.organizationId} ${watch.id}`);
    if (one === undefined) board.gone(watch);
    else {
      watch.moving = one.moving;
      watch.number = one.number;
      board.state(watch, '', one.state);
    }
  }
}

async function lookAtLists(parts: LookParts, due: readonly Watch[]): Promise<void> {
  const { board, db } = parts;
  if (due.length === 0) return;
  const asked = due.map((watch) => ({ watch, numbers: watch.heard }));
  for (const { watch } of asked) watch.heard = new Set();
  try {
    const wanted = {
      organizationIds: due.map(({ organizationId }) => organizationId),
      numbers: asked.flatMap(({ numbers }) => [...numbers]),
      limit: LIST_JOBS,
    };
    const found = await goingJobs(parts, readLists(db, wanted));
    const byOrganization = Map.groupBy(found, ({ organizationId }) => organizationId);
    for (const { watch, numbers } of asked) {
      tellList(board, watch, byOrganization.get(watch.organizationId) ?? [], numbers);
    }
  } catch (error) {
    for (const { watch, numbers } of asked) for (const number of numbers) watch.readAlso(number);
    throw error;
  }
}

function tellList(board: Board, watch: Watch, jobs: readonly Found[], asked: ReadonlySet<string>): void {
  const there = new Set(jobs.map(({ number }) => number));
  // One was deleted: which place it had in whose page, only a new page can tell.
  if ([...asked].some((number) => !there.has(number))) board.missed(watch);
  for (const job of jobs) {
    board.state(watch, job.id, job.state);
    // Read by its number until it has stopped, so that its last state is told whatever became of the notice.
    if (job.moving) watch.readAlso(job.number);
  }
  watch.due = false;
}

async function lookAtWorkers(board: Board, db: Queryable, due: readonly Watch[]): Promise<void> {
  if (due.length === 0) return;
  const state = await readWorkers(db);
  for (const watch of due) board.state(watch, '', state);
}
