import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { withClient } from '../../src/db/client.ts';
import { hardenDatabase } from '../../src/db/harden.ts';
import { addLogin, type LoginPermission } from '../../src/db/logins.ts';
import type { TestDatabase } from './database.ts';

/** An organization with a SQL login of its own, and connections by it. */
export interface GuideUser {
  readonly organizationId: string;
  readonly login: string;
  readonly url: string;
  /** Another connection by this login. */
  connect(): Promise<pg.Client>;
  /** One statement on a connection that lasts as long as the test file. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** The one value of the one row that a statement gives. */
  value<T>(text: string, values?: unknown[]): Promise<T>;
}

/** What the tests of the Guide need: users, and properties for them to work on. Closes the database as the product does. */
export async function guideIn(db: TestDatabase) {
  const { owner } = db.pools;
  await withClient({ connectionString: db.urls.superuser }, (client) =>
    hardenDatabase(client, 'lotline_owner'),
  );
  const clients: pg.Client[] = [];
  const logins: string[] = [];
  after(async () => {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
    // Roles belong to the whole server; the database itself is gone by now.
    const elsewhere = new URL(db.urls.superuser);
    elsewhere.pathname = '/postgres';
    await withClient({ connectionString: elsewhere.toString() }, async (client) => {
      for (const login of logins) await client.query(`drop role ${login}`);
    });
  });

  async function user(
    options: { organizationId?: string; permission?: LoginPermission } = {},
  ): Promise<GuideUser> {
    const organizationId = options.organizationId ?? (await db.organization());
    const { rows } = await owner.query<{ slug: string }>(
      'select slug from lotline.organizations where id = $1',
      [organizationId],
    );
    const login = `agent_${randomBytes(6).toString('hex')}`;
    const organization = String(rows[0]?.slug);
    const url = await addLogin(db.urls.owner, {
      ...{ name: login, organization, permission: options.permission ?? 'analyst' },
    });
    logins.push(login);
    const connect = async () => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => {});
      await client.connect();
      clients.push(client);
      return client;
    };
    let own: Promise<pg.Client> | undefined;
    const query = async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => {
      own ??= connect();
      return (await (await own).query<Row>(text, values)).rows;
    };
    const value = async <T>(text: string, values?: unknown[]): Promise<T> => {
      const [row, ...more] = await query<Record<string, T>>(text, values);
      const [first] = Object.values(row ?? {});
      if (row === undefined || more.length > 0) throw new Error(`one row was expected of ${text}`);
      return first as T;
    };
    return { organizationId, login, url, connect, query, value };
  }

  /** Properties P-0001, P-0002, … of a county, without any finding. Answers their ids in that order. */
  async function properties(organizationId: string, county: string, count: number): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      `insert into lotline.properties (org_id, county_id, parcel_id, property_address)
       select $1, lotline.county_id($2), 'P-' || to_char(n, 'FM0000'), n || ' Main Street'
       from generate_series(1, $3::int) n returning id`,
      [organizationId, county, count],
    );
    return rows.map(({ id }) => id);
  }

  /** Asserts that engine_check finds nothing wrong with a job: the problems that it does find. */
  async function problems(jobId: string): Promise<unknown[]> {
    return (await owner.query('select problem, detail from lotline.engine_check($1)', [jobId])).rows;
  }

  return { user, properties, problems };
}

/** A row of get_next_batch. */
export interface BatchItem {
  item_id: string;
  parcel_id: string | null;
  property_address: string | null;
  county_name: string;
  state_code: string;
  batch_id: string;
  token: number;
  seq: number;
  lease_until: Date;
  input: Record<string, unknown>;
}

/** What update_batch_progress answers. */
export interface Progress {
  accepted: number;
  ignored: number;
  message: string;
  status: string;
  processed_items: number;
  failed_items: number;
  remaining_items: number;
  total_items: number;
  progress_pct: number;
}
