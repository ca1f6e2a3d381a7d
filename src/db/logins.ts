import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { AppError } from '../base/errors.ts';
import { recordAudit } from './audit.ts';
import { withClient } from './client.ts';
import { AGENT_LOGIN } from './data-folder.ts';
import { urlWithOptions } from './pool.ts';

export type LoginPermission = 'viewer' | 'analyst' | 'admin';

/** A SQL login of a person or an agent. */
export interface SqlLogin {
  readonly name: string;
  /** Slug of the organization that it works for. */
  readonly organization: string;
  readonly permission: LoginPermission;
  readonly createdAt: Date;
  /** False when the server has no such role any more, so that nobody can come in by it. */
  readonly usable: boolean;
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
const RESERVED = /^(pg_|lotline|postgres$|public$|none$)/;

/** What keeps one login from holding everybody up; a session can set the times, not the number of its connections. */
export const LOGIN_SETTINGS: Readonly<Record<string, string>> = {
  statement_timeout: '60s',
  idle_in_transaction_session_timeout: '60s',
  search_path: 'lotline',
};
export const LOGIN_CONNECTIONS = 20;

/**
 * Makes a SQL login for an organization's people or agents and answers its connection line, which is told this once.
 * `ownerUrl` is the schema's owner, who must be allowed to make roles. Throws `invalid_argument` for a name that will
 * not do, `conflict` when it is taken, `configuration` where roles cannot be made.
 */
export async function addLogin(
  ownerUrl: string,
  login: { name: string; organization: string; permission: LoginPermission },
): Promise<string> {
  const { name, organization, permission } = login;
  if (!NAME.test(name) || RESERVED.test(name)) {
    throw new AppError('invalid_argument', `name: ${name} cannot be the name of a SQL login`, {
      field: 'name',
      hint: 'Use lower-case letters, digits and underscores, beginning with a letter; not pg_… or lotline….',
    });
  }
  const password = randomBytes(24).toString('base64url');
  const role = pg.escapeIdentifier(name);
  const settings = Object.entries(LOGIN_SETTINGS).map(
    ([setting, value]) => `alter role ${role} set ${setting} = ${pg.escapeLiteral(value)};`,
  );
  await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from lotline.organizations where slug = $1',
      [organization],
    );
    const [found] = rows;
    if (found === undefined) {
      throw new AppError('invalid_argument', `organization: there is none with the slug ${organization}`, {
        field: 'organization',
      });
    }
    await client.query(`create role ${role} login connection limit ${LOGIN_CONNECTIONS}
        password ${pg.escapeLiteral(scramVerifier(password))} in role lotline_agent;
      ${settings.join('\n')}`);
    // So that the owner may end its sessions.
    await client.query(`grant ${role} to current_user`);
    await client.query('insert into lotline.sql_logins (login, org_id, permission) values ($1, $2, $3)', [
      ...[name, found.id, permission],
    ]);
    await recordAudit(client, {
      ...{ organizationId: found.id, action: 'sql_login.added', subjectType: 'sql_login', subjectId: name },
      after: { permission },
    });
  }).catch((error: unknown) => {
    throw explained(error, name);
  });
  return loginUrl(ownerUrl, name, password);
}

/** All SQL logins, by name. */
export function listLogins(ownerUrl: string): Promise<SqlLogin[]> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<SqlLogin & pg.QueryResultRow>(
      `select l.login::text as name, o.slug as organization, l.permission, l.created_at as "createdAt",
         exists (select from pg_roles r where r.rolname = l.login and r.rolcanlogin) as usable
       from lotline.sql_logins l join lotline.organizations o on o.id = l.org_id order by l.login limit 10000`,
    );
    return rows;
  });
}

/** Ends a SQL login and its sessions. What it held of jobs goes to the next callers. Throws `not_found`. */
export async function removeLogin(ownerUrl: string, name: string): Promise<void> {
  if (name === AGENT_LOGIN) {
    throw new AppError('invalid_argument', `name: ${name} comes with the database and stays`, {
      field: 'name',
      hint: 'Make logins of your own for whoever may be sent away.',
    });
  }
  await asOwner(ownerUrl, async (client) => {
    const { rows: removed } = await client.query<{ org_id: string; permission: string }>(
      'delete from lotline.sql_logins where login = $1 returning org_id, permission',
      [name],
    );
    const [login] = removed;
    if (login === undefined) throw new AppError('not_found', `There is no SQL login ${name}`);
    const { org_id: organizationId, permission } = login;
    await recordAudit(client, {
      ...{ organizationId, action: 'sql_login.removed', subjectType: 'sql_login', subjectId: name },
      before: { permission },
    });
    const { rows } = await client.query<{ there: boolean }>(
      'select exists (select from pg_roles where rolname = $1) as there',
      [name],
    );
    if (rows[0]?.there) {
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and pid <> pg_backend_pid()',
        [name],
      );
      await client.query(`drop role ${pg.escapeIdentifier(name)}`);
    }
  }).catch((error: unknown) => {
    throw explained(error, name);
  });
}

/** The login's line for psql and any other client: the owner's, with another name, and the schema found by itself. */
function loginUrl(ownerUrl: string, name: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = name;
  url.password = password;
  url.searchParams.delete('options');
  return urlWithOptions(url.toString(), { search_path: 'lotline' });
}

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient({ connectionString: ownerUrl }, async (client) => {
    await client.query('begin');
    // Closing the connection rolls back what failed.
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}

function explained(error: unknown, name: string): unknown {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === '42710' || code === '23505') {
    return new AppError('conflict', `name: this server has a role ${name} already`, {
      ...{ field: 'name', cause: error, hint: 'Choose another name; roles belong to the whole server.' },
    });
  }
  if (code === '42501' || code === '42704') {
    return new AppError('configuration', 'SQL logins cannot be made on this database', {
      hint: 'The owner needs the right to create roles, and must have made lotline_agent itself (lotline doctor).',
      cause: error,
    });
  }
  return error;
}

/** A password as PostgreSQL keeps it (RFC 5803), so that the password itself is in no statement and no log. */
function scramVerifier(password: string, iterations = 4096): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}
