import { hkdfSync } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../base/config.ts';
import { currentContext, type RequestContext } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { recordAudit } from '../../db/audit.ts';
import { call, createPool, inTransaction, type Pool, type Queryable } from '../../db/pool.ts';
import { secretKey } from '../../db/secret-key.ts';
import type { Caller, Role } from '../roles.ts';
import type { Auth } from './auth.ts';
import { createPostman, type Postman } from './postman.ts';
import { sessionCookie } from './session-cookie.ts';

/** Connections for the library alone: a sign-in or two at a time, kept only while people come. */
const CONNECTIONS = 3;
const SCHEMA = 'lotline_auth';

export interface PeopleOptions {
  readonly config: Pick<Config, 'publicUrl' | 'secretKey' | 'databaseUrl' | 'dataFolder' | 'oidc' | 'mail'> &
    Partial<Pick<Config, 'sandbox'>>;
  /** Connects as `lotline_api`. */
  readonly pool: Pool;
  /** The same connection's address, for a small pool of the library's own. */
  readonly url: string;
  readonly log: Log;
  /** Shows a link to whoever runs the server, where no mail is set up. */
  readonly show?: (line: string) => void;
}

/** Somebody who is signed in, and the organization that the session acts for, if any. */
export interface Person {
  readonly sessionId: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Runs the platform. */
  readonly operator: boolean;
  readonly organization:
    | { readonly id: string; readonly slug: string; readonly role: Role; readonly member: boolean }
    | undefined;
}

/** Whom what a transaction does is put down to. */
export type Asker = Pick<Person, 'id' | 'email'>;

/** People and their sessions. */
export interface People {
  /** Who a request's cookie belongs to; undefined without a good one. */
  person(headers: IncomingHttpHeaders): Promise<Person | undefined>;
  /** The same, as the caller of an endpoint. Throws `no_organization` for somebody who acts for none. */
  session(headers: IncomingHttpHeaders): Promise<Caller | undefined>;
  /** The library, loaded at the first call. */
  auth(): Promise<Auth>;
  /** Runs `work` in a transaction that names the request, and who asks when that is known, but no organization. */
  inRequest<T>(work: (db: Queryable) => Promise<T>, by?: Asker): Promise<T>;
  /** Writes down what somebody did to their own way of signing in: `person.password_changed`. */
  note(personId: string, action: `person.${string}`): Promise<void>;
  /** Writes down in the organization that a session acted for that its person has ended it. */
  noteSignOut(person: Person): Promise<void>;
  readonly postman: Postman;
  /** The address that links begin with; `host` is that of the request at hand. */
  origin(host: string | undefined): string;
  stop(): Promise<void>;
}

/** Makes what people need; connects to nothing until the first of them comes. */
export function createPeople(options: PeopleOptions): People {
  const { config, pool, log } = options;
  let own: Pool | undefined;
  let loading: Promise<Auth> | undefined;

  const load = async (): Promise<Auth> => {
    const secret = cookieSecret(config);
    const { openAuth } = await import('./auth.ts');
    own ??= createPool(options.url, { name: 'lotline people', max: CONNECTIONS, schema: SCHEMA });
    return openAuth({
      config,
      pool: own,
      secret,
      log,
      mayCome: (email) => isInvited(pool, email),
      onPerson: (id) => inRequest(pool, (db) => joinInvited(db, id)),
      onSession: (id) => inRequest(pool, (db) => noteSignIn(db, id)),
    });
  };
  const auth = () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const person = async (headers: IncomingHttpHeaders) => {
    if (sessionCookie(headers) === undefined) return undefined;
    const session = await (await auth()).session(headers.cookie ?? '');
    return session === undefined ? undefined : findPerson(pool, session.id);
  };

  return {
    person,
    session: async (headers) => {
      const found = await person(headers);
      return found === undefined ? undefined : callerOf(found);
    },
    auth,
    inRequest: (work, by) => inRequest(pool, work, by && { actor: actorOf(by.email), principal: by.id }),
    note: (personId, action) =>
      inRequest(pool, (db) => notePerson(db, personId, action), { principal: personId }),
    noteSignOut: ({ id, email, organization }) =>
      inRequest(pool, (db) => noteSignOut(db, id, organization?.id), {
        actor: actorOf(email),
        principal: id,
      }),
    postman: createPostman(config.mail, log, options.show ?? showOnStderr, config.sandbox),
    origin: (host) =>
      config.publicUrl === undefined ? `http://${host ?? 'localhost'}` : new URL(config.publicUrl).origin,
    async stop() {
      await loading?.catch(() => {});
      await own?.end();
      own = undefined;
    },
  };
}

/** Derived, so that what signs cookies opens nothing that the key itself seals. */
function cookieSecret(config: PeopleOptions['config']): string {
  return Buffer.from(hkdfSync('sha256', secretKey(config), '', 'lotline session cookies', 32)).toString(
    'hex',
  );
}

function showOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

function callerOf({ id, email, operator, organization }: Person): Caller {
  if (organization === undefined) {
    throw new AppError('no_organization', 'You act for no organization', {
      hint: 'GET /api/organizations lists yours; choose one with PUT /api/me/organization. In none, ask to be invited.',
    });
  }
  return {
    organizationId: organization.id,
    role: organization.role,
    actor: actorOf(email),
    via: 'session',
    principal: id,
    ...(operator ? { operator } : {}),
    ...(organization.member ? {} : { onBehalfOf: `organization:${organization.slug}` }),
  };
}

function actorOf(email: string): string {
  return `person:${email}`;
}

interface FoundPerson extends Record<string, unknown> {
  readonly person_id: string;
  readonly email: string;
  readonly name: string;
  readonly org_id: string | null;
  readonly slug: string;
  readonly role: Role;
  readonly operator: boolean;
  readonly member: boolean;
}

async function findPerson(db: Queryable, sessionId: string): Promise<Person | undefined> {
  const [row] = await call<FoundPerson>(
    db,
    {
      name: 'session_caller',
      text: 'select person_id, email, name, org_id, slug, role, operator, member from lotline.session_caller($1)',
    },
    [sessionId],
  );
  if (row === undefined) return undefined;
  const { org_id, slug, role, member } = row;
  return {
    sessionId,
    id: row.person_id,
    email: row.email,
    name: row.name,
    operator: row.operator,
    organization: org_id === null ? undefined : { id: org_id, slug, role, member },
  };
}

/** `by`: who asks, where the request's own context does not know: these endpoints look at the cookie themselves. */
function inRequest<T>(
  pool: Pool,
  work: (db: Queryable) => Promise<T>,
  by: Partial<RequestContext> = {},
): Promise<T> {
  return inTransaction(pool, async (db) => {
    await db.query("select set_config('lotline.request', $1, true)", [
      JSON.stringify({ ...currentContext(), ...by }),
    ]);
    return work(db);
  });
}

async function isInvited(db: Queryable, email: string): Promise<boolean> {
  const [row] = await call<{ invited: boolean }>(db, 'select lotline.is_invited($1) as invited', [email]);
  return row?.invited === true;
}

async function joinInvited(db: Queryable, personId: string): Promise<void> {
  await call(db, 'select lotline.join_invited($1)', [personId]);
}

async function noteSignIn(db: Queryable, sessionId: string): Promise<void> {
  await call(db, 'select lotline.note_sign_in($1)', [sessionId]);
}

async function notePerson(db: Queryable, personId: string, action: string): Promise<void> {
  await call(db, 'select lotline.note_person($1, $2)', [personId, action]);
}

async function noteSignOut(db: Queryable, personId: string, organizationId: string | undefined) {
  if (organizationId === undefined) return;
  await recordAudit(db, {
    organizationId,
    action: 'session.ended',
    subjectType: 'person',
    subjectId: personId,
  });
}
