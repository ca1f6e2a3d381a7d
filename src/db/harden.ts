import pg from 'pg';
import type { Queryable } from './pool.ts';

/**
 * Functions of PostgreSQL that anybody may call and that touch what all share: locks outside transactions, large
 * objects, other sessions, the write-ahead log. No SQL login needs them, and neither do we.
 */
const SHARED = [
  'pg\\_advisory\\_%',
  'pg\\_try\\_advisory\\_%',
  'lo\\_%',
  'loread',
  'lowrite',
  'pg\\_logical\\_emit\\_message',
  'pg\\_cancel\\_backend',
  'pg\\_terminate\\_backend',
  'pg\\_export\\_snapshot',
];

/** What a session may write into temporary files, such as by sorting more than fits into memory. */
const TEMP_FILES = '512MB';
/** Who is not held to that. */
const SERVICES = ['lotline_api', 'lotline_worker'];

/**
 * Closes a database of ours to everybody but those it names: nobody makes temporary tables or objects in `public`
 * there, functions that touch what all share are for administrators, and nobody but us fills the disk. Only a superuser can; safe to repeat.
 */
export async function hardenDatabase(superuser: Queryable, owner: string): Promise<void> {
  const { rows } = await superuser.query<{ name: string; routine: string }>(
    `select current_database() as name, p.oid::regprocedure::text as routine
     from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace and p.proname like any ($1)
       and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`,
    [SHARED],
  );
  const database = await superuser.query<{ name: string; open: boolean; bounded: boolean }>(
    `select d.datname as name, d.datacl is null
         or exists (select from aclexplode(d.datacl) a where a.grantee = 0) as open,
       exists (select from pg_db_role_setting s where s.setdatabase = d.oid and s.setrole = 0
         and $1 = any (s.setconfig)) as bounded
     from pg_database d where d.datname = current_database()`,
    [`temp_file_limit=${TEMP_FILES}`],
  );
  const statements = rows.map(({ routine }) => `revoke all on function ${routine} from public;`);
  const signals = rows.filter(({ routine }) => routine.includes('_backend('));
  const ownerName = pg.escapeIdentifier(owner);
  for (const { routine } of signals) statements.push(`grant execute on function ${routine} to ${ownerName};`);
  const [here] = database.rows;
  if (here?.open) {
    const name = pg.escapeIdentifier(here.name);
    statements.push(`revoke connect, temporary on database ${name} from public;`);
    statements.push(
      `grant connect on database ${name} to lotline_api, lotline_worker, lotline_agent, ${ownerName};`,
    );
    statements.push('revoke all on schema public from public;');
  }
  if (here?.bounded === false) {
    const name = pg.escapeIdentifier(here.name);
    statements.push(`alter database ${name} set temp_file_limit = '${TEMP_FILES}';`);
    for (const role of [...SERVICES, ownerName]) {
      statements.push(`alter role ${role} in database ${name} set temp_file_limit = -1;`);
    }
  }
  if (statements.length > 0) await superuser.query(`begin; ${statements.join('\n')} commit`);
}
