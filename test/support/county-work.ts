import assert from 'node:assert/strict';
import { asOrganization } from '../../src/db/pool.ts';
import { createCountyJob, type NewCountyJob } from '../../src/property/county-jobs/create.ts';
import { type CountyJobType, JOB_TYPES } from '../../src/property/county-jobs/job-types.ts';
import { countPending, pendingWork } from '../../src/property/county-jobs/pending.ts';
import type { TestDatabase } from './database.ts';

/** One property to make; what is absent takes the default of its column. */
export interface NewProperty {
  county: string;
  parcel?: string;
  address?: string;
  status?: 'active' | 'expired' | 'sold' | 'withdrawn';
  scraped?: boolean;
  verdict?: 'APPROVED' | 'CAUTION' | 'REJECT';
  saleDate?: string;
}

export interface MadeItem {
  seq: number;
  subject: string;
  reference: string | null;
  input: Record<string, unknown>;
}

export interface MadeJob {
  id: string;
  number: string;
  name: string;
  status: string;
  driver: string;
  batch_size: number;
  total_items: number;
  params: Record<string, unknown>;
  items: MadeItem[];
}

/** The two columns by which each table of findings says which subject it is about, and what it must say besides. */
const FINDINGS = {
  document_parsing: ['document_id', 'rows_read', '1'],
  regrid_data: ['property_id', 'land_use', 'Residential'],
  property_visual_validation: ['property_id', 'validation_status', 'APPROVED'],
  title_research: ['property_id', 'title_status', 'clear'],
  property_condition: ['property_id', 'condition', 'good'],
  environmental_research: ['property_id', 'risk_level', 'low'],
  bid_strategy: ['property_id', 'max_bid, property_value', '1'],
  county_research: ['county_id', 'research_status', 'completed'],
} as const;

/** Properties, findings and county jobs of a test database, as an importer and agents would leave them. */
export function countyWorkIn(db: TestDatabase) {
  const { owner, api } = db.pools;

  async function county(name: string, state = 'PA'): Promise<string> {
    const { rows } = await owner.query<{ id: string }>(
      'select id from lotline.county_list where county_name = $1 and state_code = $2',
      [name, state],
    );
    assert.ok(rows[0], `${name}, ${state} is a county`);
    return rows[0].id;
  }

  /** Stores properties and gives their ids in the same order. */
  async function properties(organizationId: string, wanted: readonly NewProperty[]): Promise<string[]> {
    const rows = wanted.map((p, n) => ({
      org_id: organizationId,
      county_id: p.county,
      parcel_id: p.parcel ?? (p.address === undefined ? `parcel-${n}` : null),
      property_address: p.address ?? null,
      address_key: p.parcel === undefined && p.address !== undefined ? p.address.toLowerCase() : null,
      auction_status: p.status ?? 'active',
      sale_date: p.saleDate ?? null,
    }));
    const stored = await owner.query<{ id: string }>(
      `insert into lotline.properties (org_id, county_id, parcel_id, property_address, address_key, auction_status,
         sale_date)
       select org_id, county_id, parcel_id, property_address, address_key, auction_status, sale_date
       from jsonb_populate_recordset(null::lotline.properties, $1) returning id`,
      [JSON.stringify(rows)],
    );
    const ids = stored.rows.map((row) => row.id);
    for (const [n, id] of ids.entries()) {
      const { scraped, verdict } = wanted[n] ?? {};
      if (scraped || verdict) await finding('regrid_data', organizationId, id);
      if (verdict) await finding('property_visual_validation', organizationId, id, null, verdict);
    }
    return ids;
  }

  let documents = 0;
  async function document(
    organizationId: string,
    countyId: string,
    status = 'pending',
    type = 'property_list',
  ) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into lotline.documents (org_id, county_id, document_type, title, url, parsing_status)
       values ($1, $2, $3, 'Upset sale list', $5, $4) returning id`,
      [organizationId, countyId, type, status, `https://example.org/list-${++documents}.pdf`],
    );
    return String(rows[0]?.id);
  }

  /** One subject in a county that waits for work of each type. */
  async function oneOfEach(org: string, place: string): Promise<Map<CountyJobType, string>> {
    const [bare, scraped, approved] = await properties(org, [
      { county: place },
      { county: place, scraped: true },
      { county: place, verdict: 'APPROVED' },
    ]);
    const list = await document(org, place);
    const subjects: Partial<Record<CountyJobType, string | undefined>> = {
      regrid_scraping: bare,
      visual_validation: scraped,
      pdf_parsing: list,
      county_research: place,
    };
    return new Map(JOB_TYPES.map(({ jobType }) => [jobType, subjects[jobType] ?? String(approved)]));
  }

  /** A finding, as it is stored when an item is settled. `freshDays` null: it holds; negative: out of date. */
  async function finding(
    table: keyof typeof FINDINGS,
    organizationId: string,
    subject: string,
    freshDays: number | null = null,
    says?: string,
  ): Promise<void> {
    const [column, key, usual] = FINDINGS[table];
    const values = table === 'bid_strategy' ? '$3::numeric, $3::numeric' : '$3';
    await owner.query(
      `insert into lotline.${table} as f (org_id, ${column}, ${key}, finding, found_by, found_at, fresh_until)
       values ($1, $2, ${values}, '{}', 'test', lotline.clock(), lotline.clock() + make_interval(days => $4))
       on conflict (${table === 'county_research' ? 'org_id, county_id' : column}) do update
       set fresh_until = excluded.fresh_until`,
      [organizationId, subject, says ?? usual, freshDays],
    );
  }

  async function mark(
    organizationId: string,
    kind: CountyJobType,
    subject: string,
    freshDays: number | null,
  ) {
    await owner.query(
      `insert into lotline.work_marks (org_id, kind, subject, marked_at, marked_by, fresh_until)
       values ($1, $2, $3, lotline.clock(), 'test', lotline.clock() + make_interval(days => $4))`,
      [organizationId, kind, subject, freshDays],
    );
  }

  async function sale(organizationId: string, countyId: string, inDays: number, status = 'scheduled') {
    await owner.query(
      `insert into lotline.upcoming_sales (org_id, county_id, sale_type, sale_date, status)
       values ($1, $2, 'upset', (lotline.clock() at time zone 'UTC')::date + $3::int, $4)`,
      [organizationId, countyId, inDays, status],
    );
  }

  function create(organizationId: string, jobType: CountyJobType, more: Partial<NewCountyJob> = {}) {
    return asOrganization(api, organizationId, (client) =>
      createCountyJob(client, { organizationId, actor: 'ann', jobType, countyIds: null, ...more }),
    );
  }

  /** The job with its items, in order. */
  async function made({ id }: { id: string }): Promise<MadeJob> {
    const jobs = await owner.query<MadeJob>(
      `select id, number, name, status, driver, batch_size, total_items, params from lotline.jobs where id = $1`,
      [id],
    );
    const [job] = jobs.rows;
    assert.ok(job, 'the job exists');
    const { rows } = await owner.query<MadeItem>(
      'select seq, subject, reference, input from lotline.items where job_no = $1 order by seq',
      [job.number],
    );
    return { ...job, items: rows };
  }

  /** Ids of what waits, sorted. */
  async function waiting(organizationId: string, jobType: CountyJobType, counties: string[] | null = null) {
    const { rows } = await api.query<{ subject: string }>(
      'select subject from lotline.selection($1, $2, $3) order by 1',
      [organizationId, jobType, counties],
    );
    const count = await countPending(api, organizationId, jobType, counties);
    assert.equal(count, rows.length, 'the count is that of the selection');
    return rows.map((row) => row.subject);
  }

  const pending = (organizationId: string) =>
    asOrganization(api, organizationId, (client) => pendingWork(client, organizationId));

  return { county, properties, document, oneOfEach, finding, mark, sale, create, made, waiting, pending };
}
