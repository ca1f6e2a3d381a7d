import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import { LEAD_COLUMNS, type Lead, WANTS_NO_MAIL } from './lead.ts';

/** Which of an organization's leads; what is absent does not matter. */
export interface LeadFilter {
  readonly organizationId: string;
  /** The id of the job that brought it. */
  readonly jobId?: string | undefined;
  /** Two letters. */
  readonly state?: string | undefined;
  readonly county?:
    | { readonly fipsCode: string; readonly countyName: string; readonly stateCode: string }
    | undefined;
  readonly city?: string | undefined;
  readonly zip?: string | undefined;
  readonly apn?: string | undefined;
  readonly propertyType?: string | undefined;
  /** How the owner's name begins, whatever its case. */
  readonly owner?: string | undefined;
  readonly inForeclosure?: boolean | undefined;
  readonly inTaxDelinquency?: boolean | undefined;
  readonly sameMailing?: boolean | undefined;
  readonly mailVacant?: boolean | undefined;
  /** Whether it is known where mail goes. */
  readonly hasMailing?: boolean | undefined;
  readonly doNotMail?: boolean | undefined;
  readonly minEquityPercent?: number | undefined;
  readonly maxEquityPercent?: number | undefined;
  readonly minValue?: number | undefined;
  readonly maxValue?: number | undefined;
  /** ISO; only what changed since. */
  readonly updatedSince?: string | undefined;
}

export interface LeadPage {
  readonly leads: Lead[];
  /** Number of the last lead, behind which the next page begins; null when there is none. */
  readonly next: string | null;
}

/** Leads of a page of numbers: behind `after`, down to and with `last` when one is given. */
export interface LeadRange {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly last?: string | undefined;
}

/** A page of leads, the newest first; the same cost at any depth. */
export async function listLeads(db: Queryable, filter: LeadFilter, page: LeadRange): Promise<LeadPage> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const { from, conditions } = whereOf(filter, value);
  if (page.after !== undefined) conditions.push(`l.number < ${value(page.after)}`);
  if (page.last !== undefined) conditions.push(`l.number >= ${value(page.last)}`);
  const rows = await call<Lead & Record<string, unknown>>(
    db,
    // The page first, by its numbers alone; owners are looked up for what is shown.
    `select ${LEAD_COLUMNS} from lotline.leads l where l.number = any (array(
       select l.number from ${from} where ${conditions.join(' and ')}
        order by l.number desc limit ${value(page.limit + 1)}))
      order by l.number desc`,
    values,
  );
  const leads = rows.slice(0, page.limit);
  return { leads, next: rows.length > page.limit ? (leads.at(-1)?.number ?? null) : null };
}

/** Every lead of the filter, a page at a time, each in a short transaction: a slow reader holds nothing. */
export async function* streamLeads(pool: Pool, filter: LeadFilter): AsyncGenerator<Lead[]> {
  let after: string | undefined;
  do {
    const page = await asOrganization(pool, filter.organizationId, (db) =>
      listLeads(db, filter, { limit: 1000, after }),
    );
    if (page.leads.length > 0) yield page.leads;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** How many leads a filter leaves, and the number of each `size`-th and of the last: where a walk may be cut. */
export async function cutLeads(
  db: Queryable,
  filter: LeadFilter,
  size: number,
): Promise<{ rows: number; cuts: string[] }> {
  const values: unknown[] = [];
  const { from, conditions } = whereOf(filter, (given) => `$${values.push(given)}`);
  const found = await call<{ number: string; n: number }>(
    db,
    `select x.number, x.n from (
       select l.number, row_number() over (order by l.number desc)::int as n, count(*) over () as total
         from ${from} where ${conditions.join(' and ')}) x
      where x.n % ${size} = 0 or x.n = x.total order by x.n`,
    values,
  );
  return { rows: found.at(-1)?.n ?? 0, cuts: found.map(({ number }) => number) };
}

/** Numbers of the leads of a part of a list, the newest first: behind `after`, down to and with `last`. */
export async function leadNumbers(
  db: Queryable,
  filter: LeadFilter,
  part: { readonly after: string | null; readonly last: string },
): Promise<string[]> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const { from, conditions } = whereOf(filter, value);
  const found = await call<{ number: string }>(
    db,
    `select l.number from ${from} where ${conditions.join(' and ')} and l.number >= ${value(part.last)}
        and (${value(part.after)}::bigint is null or l.number < $${values.length}) order by l.number desc`,
    values,
  );
  return found.map(({ number }) => number);
}

/** Leads by their numbers, the newest first, without those that want no mail. `mailed`: only where it is known where mail goes. */
export function leadsNumbered(
  db: Queryable,
  wanted: { organizationId: string; numbers: readonly string[]; mailed: boolean },
): Promise<Lead[]> {
  return call<Lead & Record<string, unknown>>(
    db,
    `select ${LEAD_COLUMNS} from lotline.leads l where l.org_id = $1 and l.number = any ($2::bigint[])
        and not ${WANTS_NO_MAIL} and (not $3 or l.mail_address is not null) order by l.number desc`,
    [wanted.organizationId, wanted.numbers, wanted.mailed],
  );
}

/** One lead with the whole record, by its id or its RadarID; null when the organization has none. */
export async function getLead(
  db: Queryable,
  organizationId: string,
  by: { readonly id: string } | { readonly radarId: string },
): Promise<(Lead & { readonly record: Record<string, unknown>; readonly jobs: readonly string[] }) | null> {
  const [column, given] = 'id' in by ? ['id', by.id] : ['radar_id', by.radarId];
  const [row] = await call<Lead & { record: Record<string, unknown>; jobs: string[] }>(
    db,
    `select ${LEAD_COLUMNS}, l.record, array(select j.id from lotline.job_leads b join lotline.jobs j on j.number = b.job_no
         and j.hidden_at is null where b.lead_number = l.number order by j.number desc limit 100) as jobs
       from lotline.leads l where l.org_id = $1 and l.${column} = $2`,
    [organizationId, given],
  );
  return row ?? null;
}

/** The table of a filter's leads, and what they must meet. */
function whereOf(filter: LeadFilter, value: (given: unknown) => string) {
  const conditions = [`l.org_id = ${value(filter.organizationId)}`];
  let from = 'lotline.leads l';
  if (filter.jobId !== undefined) {
    from = `lotline.job_leads b join lotline.leads l on l.number = b.lead_number`;
    conditions.push(
      `b.job_no = (select j.number from lotline.jobs j where j.id = ${value(filter.jobId)} and j.org_id = $1)`,
    );
  }
  const equal = (column: string, given: unknown) => {
    if (given !== undefined) conditions.push(`${column} = ${value(given)}`);
  };
  // by the digits of the amount, and by its floating neighbour, which has an index
  const within = (column: string, key: string, least?: number, most?: number) => {
    for (const [sign, bound] of [
      ['>=', least],
      ['<=', most],
    ] as const) {
      if (bound === undefined) continue;
      const given = value(bound);
      conditions.push(`l.${column} ${sign} ${given}::numeric and l.${key} ${sign} ${given}::numeric::float8`);
    }
  };
  equal('l.state', filter.state);
  equal('l.city_key', filter.city?.toLowerCase());
  equal('l.zip', filter.zip);
  equal('l.apn', filter.apn);
  equal('l.property_type', filter.propertyType);
  equal('l.in_foreclosure', filter.inForeclosure);
  equal('l.in_tax_delinquency', filter.inTaxDelinquency);
  equal('l.same_mailing', filter.sameMailing);
  equal('l.mail_vacant', filter.mailVacant);
  equal('(l.mail_address is not null)', filter.hasMailing);
  // those who want no mail are few, and found from the list; the others are found while the page is read
  if (filter.doNotMail === true) conditions.push('l.number = any (array(select lotline.leads_on_list($1)))');
  else equal(WANTS_NO_MAIL, filter.doNotMail);
  within('equity_percent', 'equity_key', filter.minEquityPercent, filter.maxEquityPercent);
  within('estimated_value', 'value_key', filter.minValue, filter.maxValue);
  if (filter.county !== undefined) {
    const { fipsCode, countyName, stateCode } = filter.county;
    conditions.push(`(l.fips = ${value(fipsCode)} or l.fips is null and l.state = ${value(stateCode)}
      and lower(l.county) = ${value(countyName.toLowerCase())})`);
  }
  if (filter.owner !== undefined) {
    conditions.push(`starts_with(l.owner_key, ${value(filter.owner.toLowerCase())})`);
  }
  if (filter.updatedSince !== undefined) conditions.push(`l.updated_at >= ${value(filter.updatedSince)}`);
  return { from, conditions };
}
