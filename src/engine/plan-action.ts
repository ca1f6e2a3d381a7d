import { createHash } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import type { Queryable } from '../db/pool.ts';
import { filterText, whyText } from './action-words.ts';
import {
  type ActionCaller,
  type ActionName,
  type AskedAction,
  type JobFilter,
  previewAction,
  type RetrySettings,
} from './actions.ts';
import type { FailureClass } from './vocabulary.ts';

/** More jobs or items than this need a reason. */
const REASON_ABOVE = 1000;
/** How long ago: "90m", "24h", "7d". */
export const AGO = /^(\d{1,6})(m|h|d)$/;

/** Values of which some may be there and undefined. */
type Given<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** An action as it is asked for: times may be how long ago, a creator may be `me`. */
export interface ActionRequest {
  readonly action: ActionName;
  readonly jobs: Given<JobFilter>;
  readonly items?:
    | Given<{
        all: true;
        fingerprint: string;
        codes: readonly string[];
        classes: readonly FailureClass[];
        /** Items by id, or by number of a single job. */
        ids: readonly (string | number)[];
      }>
    | undefined;
  readonly settings?: Given<RetrySettings> | undefined;
  readonly first?: number | undefined;
  readonly perMinute?: number | undefined;
}

/** Counties of a request, found. */
export interface FoundCounties {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** What a request means, with times made absolute, and what it would do now. Throws `validation_failed`. */
export async function planAction(
  db: Queryable,
  caller: ActionCaller,
  request: ActionRequest,
  counties: FoundCounties = { ids: [], names: [] },
) {
  const asked = askedOf(request, caller.actor, new Date(), counties);
  const { cannotWhy, digest, ...preview } = await previewAction(db, caller, asked);
  // What was asked for, and of which jobs how much that is: the same for a creation that would do the same.
  const { action, jobs, items, settings, first, perMinute } = request;
  const same = JSON.stringify([action, jobs, items, settings, first, perMinute, digest]);
  return {
    asked,
    preview: {
      ...preview,
      cannotWhy: cannotWhy.map((why) => ({ ...why, text: whyText(why.code) })),
      filter: filterText(asked, counties.names, preview.samples[0]),
      settings: asked.settings ?? null,
      needsReason: action === 'cancel' || preview.count > REASON_ABOVE,
      hash: createHash('sha256').update(same).digest('hex').slice(0, 32),
    },
  };
}

function askedOf(request: ActionRequest, actor: string, now: Date, counties: FoundCounties): AskedAction {
  const { action, jobs, settings } = request;
  const { createdAfter, createdBefore, createdBy } = jobs;
  const filter: JobFilter = {
    ...defined(jobs),
    ...(createdAfter === undefined ? {} : { createdAfter: momentOf('jobs.createdAfter', createdAfter, now) }),
    ...(createdBefore === undefined
      ? {}
      : { createdBefore: momentOf('jobs.createdBefore', createdBefore, now) }),
    ...(createdBy === undefined ? {} : { createdBy: createdBy === 'me' ? actor : createdBy }),
    ...(counties.ids.length > 0 ? { county: counties.ids } : {}),
  };
  if (action === 'retry') {
    const items = itemsOf(request);
    return {
      action,
      jobs: filter,
      items,
      ...(settings === undefined ? {} : { settings: defined(settings) }),
    };
  }
  const { items, first, perMinute } = request;
  const [stray] = Object.entries(defined({ items, settings, first, perMinute }));
  if (stray !== undefined) refuse(stray[0], 'is for action "retry" alone');
  return { action, jobs: filter };
}

function itemsOf({ items, jobs }: ActionRequest): NonNullable<AskedAction['items']> {
  const { ids = [], ...rest } = items ?? {};
  const filter = defined(rest);
  const filtered = Object.keys(filter).length > 0;
  if (ids.length === 0 && !filtered) refuse('items', 'say which: all, fingerprint, codes, classes or ids');
  if (ids.length > 0 && filtered) refuse('items.ids', 'stands alone; leave out the rest of items');
  const seqs = ids.filter((id) => typeof id === 'number');
  const itemIds = ids.filter((id) => typeof id === 'string');
  if (seqs.length > 0 && (jobs.ids?.length !== 1 || itemIds.length > 0))
    refuse('items.ids', 'numbers of items need jobs.ids with a single job, and no ids beside them');
  return { ...filter, ...(seqs.length > 0 ? { seqs } : {}), ...(itemIds.length > 0 ? { itemIds } : {}) };
}

function refuse(field: string, why: string): never {
  throw new AppError('validation_failed', `${field}: ${why}`, { field });
}

/** A moment as ISO 8601: of a time, or of how long ago. */
function momentOf(field: string, text: string, now: Date): string {
  const ago = AGO.exec(text);
  const unitMs = ago?.[2] === 'm' ? 60_000 : ago?.[2] === 'h' ? 3_600_000 : 86_400_000;
  const moment = ago === null ? new Date(text) : new Date(now.getTime() - Number(ago[1]) * unitMs);
  const year = moment.getUTCFullYear();
  if (!(year >= 1 && year <= 9999))
    refuse(field, `"${text}" is outside of the years 1 to 9999; give a later or earlier time`);
  return moment.toISOString();
}

/** Without what was not given. */
function defined<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  // Only entries that are there are left, so each has its own type.
  return Object.fromEntries(there) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
