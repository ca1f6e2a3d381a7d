import { type Clock, systemClock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Notices } from '../../db/notices.ts';
import type { Pool } from '../../db/pool.ts';
import { Paces } from '../../engine/paces.ts';
import { Board } from './board.ts';
import { look } from './look.ts';
import { endRefused } from './rights.ts';
import { LiveStream, type StreamParts } from './stream.ts';
import type { Topic } from './topics.ts';
import { organizationHash } from './watch.ts';

/** Shortest time between two states of a thing; everything that changed in between is told as one. */
const FLUSH_MS = 250;
/** Rest after a reading that failed. */
const FAILED_MS = 1_000;
/** Reading rests so many times as long as it took: however much is watched, watching is a small part of the load. */
const REST_SHARE = 4;
const MOST_REST_MS = 5_000;
/** While nobody can tell us of new jobs, whoever shows a list is asked to fetch it this often. */
const DEAF_RESYNC_MS = 5_000;
/** In place of an organization's hash. */
const EVERYBODY = '*';
/** A client that takes nothing for so long is gone, whatever its network says. */
const STUCK_MS = 60_000;

export interface LiveParts {
  /** Connects as `lotline_api`. */
  readonly pool: Pool;
  readonly log: Pick<Log, 'warn'>;
  /** To hear of changes at once; without it everything watched is read once a second. */
  readonly notices?: Notices;
  readonly clock?: Clock;
  readonly options?: Partial<LiveOptions>;
}

export interface LiveOptions {
  /** Streams of one organization at this process. */
  readonly perOrganization: number;
  /** Streams at this process. */
  readonly inAll: number;
  readonly heartbeatMs: number;
  /** How often credentials are checked anew. */
  readonly rightsMs: number;
  /** How long topics stay known for those who come back. */
  readonly lingerMs: number;
}

const OPTIONS: LiveOptions = {
  perOrganization: 1_000,
  inAll: 5_000,
  heartbeatMs: 15_000,
  rightsMs: 30_000,
  lingerMs: 15_000,
};

export interface OpenRequest extends Pick<StreamParts, 'organizationId' | 'credential' | 'stillAllowed'> {
  /** Things that the organization has: the caller has made sure. */
  readonly topics: readonly Topic[];
  /** The id of the last event that the client had. */
  readonly lastEventId?: string;
}

/** Tells those who watch what becomes of jobs, reports and workers. Does nothing while nobody watches. */
export interface Live {
  /** A stream of server-sent events from now on. Throws `too_many_requests`, `shutting_down`. */
  open(request: OpenRequest): LiveStream;
  /** What it tells of how jobs go; HTTP tells the same. */
  readonly paces: Paces;
  /** How many streams are open. */
  readonly streams: number;
  /** Whether anything is read of the database. */
  readonly busy: boolean;
  /** Ends all streams and opens no more. */
  stop(): Promise<void>;
}

export function createLive(parts: LiveParts): Live {
  const { pool, log, notices, clock = systemClock } = parts;
  const options = { ...OPTIONS, ...parts.options };
  const board = new Board();
  const paces = new Paces();
  const streams = new Set<LiveStream>();
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let checking: Promise<void> | undefined;
  /** Whose credentials are to be looked up again. */
  const unchecked = new Set<string>();

  /** Reads and tells until nobody has watched for a while. */
  async function run(): Promise<void> {
    const listener = notices?.subscribe({
      channels: ['lotline_live'],
      onNotice: (_channel, payload) => {
        const [what, whose] = payload.split(' ');
        if (what === 'rights' && whose !== undefined) checkRights(whose);
        else hear(board, payload);
      },
      onConnect: () => hearNothing(board),
    });
    const every = createTimes(clock);
    let failing = false;
    while (board.size > 0 && !stopping.signal.aborted) {
      const lookedAt = clock.now();
      try {
        await look({ board, db: pool, paces }, lookedAt, notices?.listening === true);
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, 'what is watched could not be read; trying again');
        failing = true;
      }
      const restMs = Math.max(failing ? FAILED_MS : FLUSH_MS, REST_SHARE * (clock.now() - lookedAt));
      await clock.sleep(Math.min(restMs, MOST_REST_MS), stopping.signal);
      if (every('heartbeat', options.heartbeatMs)) beat(streams, clock.now());
      if (every('rights', options.rightsMs)) checkRights();
      if (every('resync', DEAF_RESYNC_MS) && notices?.listening !== true) {
        for (const watch of board.lists()) board.missed(watch);
      }
      for (const watch of board.all()) {
        if (watch.leftAt !== undefined && clock.now() - watch.leftAt >= options.lingerMs) board.forget(watch);
      }
    }
    await Promise.all([listener?.stop(), checking]);
  }

  /** Of an organization, by its hash, or of all. Beside everything else: who issued a credential may be slow to answer. */
  function checkRights(whose = EVERYBODY): void {
    unchecked.add(whose);
    checking ??= checkAll().finally(() => {
      checking = undefined;
    });
  }

  async function checkAll(): Promise<void> {
    while (unchecked.size > 0) {
      const asked = new Set(unchecked);
      unchecked.clear();
      const since = clock.now();
      await endRefused(streamsOf(streams, asked), log);
      // However often rights change, looking them up is a small part of the load.
      const restMs = Math.max(FLUSH_MS, REST_SHARE * (clock.now() - since));
      if (unchecked.size > 0) await clock.sleep(Math.min(restMs, MOST_REST_MS), stopping.signal);
    }
  }

  function keepRunning(): void {
    running ??= run().finally(() => {
      running = undefined;
      // Somebody came while the last one was being seen off.
      if (board.size > 0 && !stopping.signal.aborted) keepRunning();
    });
  }

  function admit(organizationId: string): void {
    if (stopping.signal.aborted) throw new AppError('shutting_down', 'The server is stopping');
    const own = [...streams].filter(({ parts: one }) => one.organizationId === organizationId).length;
    if (own < options.perOrganization && streams.size < options.inAll) return;
    throw new AppError(
      'too_many_requests',
      own >= options.perOrganization
        ? `This organization has ${own} streams open, as many as it may`
        : 'As many streams are open as this server serves',
      { hint: 'Share one stream between the tabs of a browser, and close those that nobody looks at.' },
    );
  }

  return {
    open({ topics, lastEventId, ...request }) {
      admit(request.organizationId);
      const stream = new LiveStream({
        ...request,
        resync: (topic) => board.resync(topic),
        now: () => clock.now(),
      });
      streams.add(stream);
      const joined = board.join(stream, request.organizationId, topics, lastEventId);
      stream.once('close', () => {
        streams.delete(stream);
        for (const watch of joined) {
          watch.streams.delete(stream);
          if (watch.streams.size === 0) watch.leftAt = clock.now();
        }
      });
      keepRunning();
      return stream;
    },
    paces,
    get streams() {
      return streams.size;
    },
    get busy() {
      return running !== undefined;
    },
    async stop() {
      stopping.abort();
      for (const stream of streams) stream.finish('server_stops');
      await running;
    },
  };
}

/** The streams of organizations, by their hashes. */
function streamsOf(streams: Iterable<LiveStream>, hashes: ReadonlySet<string>): LiveStream[] {
  if (hashes.has(EVERYBODY)) return [...streams];
  return [...Map.groupBy(streams, ({ parts }) => parts.organizationId)]
    .filter(([organizationId]) => hashes.has(organizationHash(organizationId)))
    .flatMap(([, own]) => own);
}

/** A notice names the organization by a hash and the job by its number. */
function hear(board: Board, payload: string): void {
  const [hash, number] = payload.split(' ');
  if (number === undefined) return;
  for (const watch of board.all()) {
    if (watch.topic.kind === 'workers' || watch.organizationHash !== hash) continue;
    if (!watch.hear(number)) board.missed(watch);
  }
}

/** Listening starts anew: anything may have happened. */
function hearNothing(board: Board): void {
  for (const watch of board.all()) watch.due = true;
  for (const watch of board.lists()) board.missed(watch);
}

function beat(streams: Iterable<LiveStream>, now: number): void {
  for (const stream of streams) {
    const { blockedSince } = stream;
    if (blockedSince !== undefined && now - blockedSince > STUCK_MS) stream.destroy();
    else stream.beat();
  }
}

/** True for a name when so much time has passed since it was so the last time. */
function createTimes(clock: Clock): (name: string, everyMs: number) => boolean {
  const start = clock.now();
  const last = new Map<string, number>();
  return (name, everyMs) => {
    if (clock.now() - (last.get(name) ?? start) < everyMs) return false;
    last.set(name, clock.now());
    return true;
  };
}
