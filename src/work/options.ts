/** How a worker process behaves; all have defaults that suit one machine among several. */
export interface WorkerOptions {
  /** Unique among all workers; host, process and a random part when absent. */
  readonly name?: string;
  /** Shown with the worker's presence. */
  readonly version?: string;
  /** Only these kinds; all that workers may run when absent. */
  readonly kinds?: readonly string[];
  /** Handler calls at once in this process, over all kinds. */
  readonly slots?: number;
  /** Handler calls at once per kind, in place of the kind's own figure. */
  readonly concurrency?: Readonly<Record<string, number>>;
  /** Most items claimed ahead per kind and not yet started. */
  readonly bufferItems?: number;
  /** Items whose results wait to be reported are reported at least this often while their batch still runs. */
  readonly reportEveryMs?: number;
  /** Leases are renewed at least this often, and within a third of their length. */
  readonly heartbeatMs?: number;
  readonly tickMs?: number;
  readonly upkeepMs?: number;
  /** How often to look for dead workers on this machine. */
  readonly neighboursMs?: number;
  readonly pollMinMs?: number;
  readonly pollMaxMs?: number;
  /** A database that has not answered for this long counts as gone; the call is repeated on a new connection. */
  readonly answerTimeoutMs?: number;
  /** How long `stop` waits for running handlers before it aborts them. */
  readonly stopLimitMs?: number;
}

export type ResolvedOptions = Required<WorkerOptions>;

const DEFAULTS = {
  version: 'unknown',
  kinds: [],
  slots: 200,
  concurrency: {},
  bufferItems: 2_000,
  reportEveryMs: 1_000,
  heartbeatMs: 5_000,
  tickMs: 1_000,
  upkeepMs: 3_600_000,
  neighboursMs: 5_000,
  pollMinMs: 50,
  pollMaxMs: 2_000,
  answerTimeoutMs: 15_000,
  stopLimitMs: 25_000,
} as const;

/** Fills in defaults. @throws RangeError for a figure that could never work */
export function resolveOptions(options: WorkerOptions, name: string): ResolvedOptions {
  const resolved = { ...DEFAULTS, name, ...options };
  for (const [field, value] of Object.entries(resolved)) {
    if (typeof value === 'number' && !(value > 0)) {
      throw new RangeError(`worker option ${field} must be positive, not ${value}`);
    }
  }
  return resolved;
}
