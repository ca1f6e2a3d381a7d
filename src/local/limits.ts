import { AppError } from '../base/errors.ts';
import { groupDigits } from '../cli/human.ts';
import { table } from '../cli/output.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { LIMIT_NAMES, readLimits, setLimits } from '../identity/limits.ts';
import { organizationBySlug } from '../identity/organizations.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

export interface LimitOptions {
  /** Slug of the organization. */
  readonly organization: string;
  readonly json?: boolean;
}

/** What `lotline limits set` takes: a number for each that changes, or `default`. */
export interface NewLimits extends LimitOptions {
  readonly requestsPerMinute?: string;
  readonly openJobs?: string;
  readonly itemsPerDay?: string;
}

/** `lotline limits show`: what an organization may use, and what it used. */
export async function runLimitsShow(io: LocalIo, options: LimitOptions): Promise<void> {
  await withOwner(io, options.organization, (owner, id) => show(io, owner, id, options));
}

/** `lotline limits set`: changes those named. */
export async function runLimitsSet(io: LocalIo, options: NewLimits): Promise<void> {
  const given = [options.requestsPerMinute, options.openJobs, options.itemsPerDay];
  const values = Object.fromEntries(LIMIT_NAMES.map((name, at) => [name, read(name, given[at])]));
  if (given.every((text) => text === undefined)) {
    throw new AppError('invalid_argument', 'Name a limit to change', {
      hint: 'Such as --open-jobs 100, or --open-jobs default.',
    });
  }
  await withOwner(io, options.organization, async (owner, id) => {
    await setLimits(owner, id, values, 'command line');
    await show(io, owner, id, options);
  });
}

function read(name: string, text: string | undefined): number | null | undefined {
  if (text === undefined || text === 'default') return text === undefined ? undefined : null;
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new AppError('invalid_argument', `--${name.replaceAll('_', '-')} ${text}: a whole number is needed`, {
    field: name,
    hint: 'Give a number from 1, or "default".',
  });
}

async function show(io: LocalIo, owner: Pool, id: string, { json }: LimitOptions): Promise<void> {
  const usage = await readLimits(owner, id, null);
  if (json)
    return io.print(JSON.stringify(usage.map(({ name, most, used }) => ({ name, limit: most, used }))));
  const rows = usage.map(({ name, most, used }) => [name, groupDigits(most), groupDigits(used)]);
  io.print(table(io.io, ['LIMIT', 'MOST', 'USED'], rows));
}

function withOwner<T>(
  io: LocalIo,
  slug: string,
  work: (pool: Pool, organizationId: string) => Promise<T>,
): Promise<T> {
  return withDatabase(io.env, async ({ database }) => {
    const pool = createPool(database.urls.owner, { name: 'lotline limits', max: 1 });
    try {
      return await work(pool, (await organizationBySlug(pool, slug)).id);
    } finally {
      await pool.end();
    }
  });
}
