/** What an event, or the answer of a command, changes of jobs that are shown. */

export interface WithId {
  readonly id: string;
}

export function hasId(value: unknown): value is WithId {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

/**
 * A job with what is new of it. Events leave out what hardly changes (parameters, settings): that stays as it was fetched.
 * Undefined for a job that nobody fetched: half of one is none.
 */
export function patchJob(known: unknown, news: WithId): WithId | undefined {
  return hasId(known) ? { ...known, ...news } : undefined;
}

/** Lists that were made here: what did not change in them is the same object as before, and need not be looked for. */
const patched = new WeakSet<object>();
export const isPatched = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && patched.has(data);

/** A list of jobs with what is new of some; the same list, and the same rows, where nothing is. */
export function patchList(data: unknown, news: ReadonlyMap<string, WithId>): unknown {
  if (typeof data !== 'object' || data === null || !('jobs' in data) || !Array.isArray(data.jobs))
    return data;
  // rows stay where they are: what moves under the pointer cannot be pressed
  if (!data.jobs.some((row) => hasId(row) && news.has(row.id))) return data;
  const list = {
    ...data,
    jobs: data.jobs.map((row: unknown) => {
      const now = hasId(row) ? news.get(row.id) : undefined;
      return now === undefined ? row : patchJob(row, now);
    }),
  };
  patched.add(list);
  return list;
}
