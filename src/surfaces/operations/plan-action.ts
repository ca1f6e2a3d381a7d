import { createHash } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { filterText, whyText } from '../../engine/action-words.ts';
import { type ActionCaller, type AskedAction, previewAction } from '../../engine/actions.ts';
import { PERSONAL_KINDS } from '../../identity/ownership.ts';
import type { Caller } from '../../identity/roles.ts';
import { countyNames, resolveCounties } from '../../property/counties/find-counties.ts';
import { momentOf, type PreviewBody } from './actions-wire.ts';

/** More jobs or items than this need a reason. */
const REASON_ABOVE = 1000;

export interface PlannedAction {
  readonly asked: AskedAction;
  readonly caller: ActionCaller;
  readonly preview: Awaited<ReturnType<typeof toPreview>>;
}

/**
 * Reads what is asked for (names become ids, times absolute) and what it would do now. Throws `validation_failed`,
 * `county_not_found`, `ambiguous_county`.
 */
export async function planAction(db: Queryable, caller: Caller, body: PreviewBody): Promise<PlannedAction> {
  const asked = { ...askedOf(body, caller, new Date()) };
  const counties = body.jobs.county ?? [];
  if (counties.length > 0) {
    asked.jobs = { ...asked.jobs, county: await resolveCounties(db, counties, 'jobs.county') };
  }
  const actionCaller: ActionCaller = {
    organizationId: caller.organizationId,
    actor: caller.actor,
    foreignKinds: caller.role === 'admin' ? null : PERSONAL_KINDS,
  };
  const names = asked.jobs.county === undefined ? [] : await countyNames(db, asked.jobs.county);
  return { asked, caller: actionCaller, preview: await toPreview(db, actionCaller, body, asked, names) };
}

function askedOf(
  { action, jobs, items, settings, first, perMinute }: PreviewBody,
  caller: Caller,
  now: Date,
) {
  if (action !== 'retry') {
    const [stray] = Object.entries({ items, settings, first, perMinute }).filter(
      ([, value]) => value !== undefined,
    );
    if (stray !== undefined) {
      throw new AppError('validation_failed', `${stray[0]}: is for action "retry" alone`, {
        field: stray[0],
      });
    }
  }
  const { ids = [], ...filter } = items ?? {};
  if (action === 'retry' && Object.keys(items ?? {}).length === 0) {
    throw new AppError('validation_failed', 'items: say which: all, fingerprint, codes, classes or ids', {
      field: 'items',
    });
  }
  const seqs = ids.filter((id) => typeof id === 'number');
  const itemIds = ids.filter((id) => typeof id === 'string');
  if (ids.length > 0 && Object.keys(filter).length > 0) {
    throw new AppError('validation_failed', 'items.ids: stands alone; leave out the rest of items', {
      field: 'items.ids',
    });
  }
  if (seqs.length > 0 && jobs.ids?.length !== 1) {
    throw new AppError('validation_failed', 'items.ids: numbers of items need jobs.ids with a single job', {
      field: 'items.ids',
    });
  }
  const { createdAfter, createdBefore, createdBy } = jobs;
  const asked: AskedAction = {
    action,
    jobs: {
      ...defined(jobs),
      ...(createdAfter === undefined ? {} : { createdAfter: momentOf(createdAfter, now) }),
      ...(createdBefore === undefined ? {} : { createdBefore: momentOf(createdBefore, now) }),
      ...(createdBy === undefined ? {} : { createdBy: createdBy === 'me' ? caller.actor : createdBy }),
    },
    ...(action === 'retry'
      ? {
          items: {
            ...defined(filter),
            ...(seqs.length > 0 ? { seqs } : {}),
            ...(itemIds.length > 0 ? { itemIds } : {}),
          },
        }
      : {}),
    ...(settings === undefined ? {} : { settings: defined(settings) }),
  };
  return asked;
}

async function toPreview(
  db: Queryable,
  caller: ActionCaller,
  body: PreviewBody,
  asked: AskedAction,
  counties: readonly string[],
) {
  const { cannotWhy, ...preview } = await previewAction(db, caller, asked);
  // What was asked for and how much that is: the same for a creation that would do the same.
  const { action, jobs, items, settings, first, perMinute } = body;
  const same = JSON.stringify([action, jobs, items, settings, first, perMinute, preview.count, preview.jobs]);
  return {
    ...preview,
    cannotWhy: cannotWhy.map((why) => ({ ...why, text: whyText(why.code) })),
    filter: filterText(asked, counties),
    settings: asked.settings ?? null,
    needsReason: asked.action === 'cancel' || preview.count > REASON_ABOVE,
    hash: createHash('sha256').update(same).digest('hex').slice(0, 32),
  };
}

type Defined<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

/** Without what was not given. */
function defined<T extends object>(values: T): Partial<Defined<T>> {
  // Only entries that are there are left, so each has its own type.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  >;
}
