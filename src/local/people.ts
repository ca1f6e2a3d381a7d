import { AppError } from '../base/errors.ts';
import { normalizeUrl } from '../cli/profile.ts';
import { createPool, inTransaction, type Queryable } from '../db/pool.ts';
import { linkOf, offerPassword, offerSetup } from '../identity/people/links.ts';
import { setOperator } from '../identity/people/members.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

const BY = 'command line';

/**
 * `lotline people link`: prints a one-time link: for the first person of an installation, else for a new password of
 * whom `email` names. Links made before it end.
 */
export async function runPeopleLink(io: LocalIo, options: { readonly email?: string }): Promise<void> {
  const { email } = options;
  await withOwner(io, async (db, origin) => {
    const setup = email === undefined ? await offerSetup(db, { by: BY, replace: true }) : undefined;
    if (setup !== undefined) return io.print(linkOf(origin, setup));
    if (email === undefined) {
      throw new AppError('conflict', 'The first person is there already', {
        hint: 'For a lost password: lotline people link --email ADDRESS. Others come by lotline people invite.',
      });
    }
    const token = await offerPassword(db, email, BY);
    if (token === undefined) {
      throw new AppError('not_found', `Nobody has the address ${email}`, {
        field: 'email',
        hint: 'Without anybody, leave --email out: the link then is for the first person.',
      });
    }
    io.print(linkOf(origin, token));
  });
}

/** `lotline people operator`: lets somebody run the platform, or no longer. */
export async function runPeopleOperator(
  io: LocalIo,
  email: string,
  options: { readonly remove?: boolean },
): Promise<void> {
  const operator = options.remove !== true;
  await withOwner(io, (db) => setOperator(db, email, operator));
  io.say(operator ? `${email} runs the platform.` : `${email} runs the platform no more.`);
}

async function withOwner(io: LocalIo, work: (db: Queryable, origin: string) => Promise<void>): Promise<void> {
  await withDatabase(io.env, async ({ database, config }) => {
    const pool = createPool(database.urls.owner, { name: 'lotline people', max: 1 });
    try {
      // Where the server is, as whoever runs it has told its other commands.
      const own = io.env.LOTLINE_URL || `http://127.0.0.1:${config.port}`;
      const { origin } = new URL(config.publicUrl ?? normalizeUrl(own));
      await inTransaction(pool, (db) => work(db, origin));
    } finally {
      await pool.end();
    }
  });
}
