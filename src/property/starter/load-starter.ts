import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Pool, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/pool.ts';
import type { ProgramFile } from '../catalogue/import/program-file.ts';
import { storePrograms } from '../catalogue/import/store-programs.ts';
import { periodOf } from '../catalogue/period.ts';
import { normalPlace } from '../catalogue/place.ts';
import { type AmountFacts, type StateFacts, statedOn, type TierFacts } from './facts.ts';
import { starterFacts } from './starter-facts.ts';

export interface StarterReport {
  programs: number;
  incentives: number;
  /** ZIP codes that only the npm package knows. */
  zipCodes: number;
  /** States left alone because their programs were imported. */
  kept: string[];
  /** True when these very facts were loaded before, so nothing was done. */
  unchanged: boolean;
}

/** Areas of the starter: 1,000,000,000 is the nation, up to 1,000,000,999 the states, then its territories. */
const nationId = 1_000_000_000;
const firstTerritoryId = 1_000_001_000;

/** Goes up when what we make of the facts changes, though they did not. */
const loaderVersion = 1;

/** The version of the package that the ZIP codes come from, without loading its 44,000 codes. */
function zipcodesVersion(): string {
  return createRequire(import.meta.url)('zipcodes/package.json').version;
}

/** What the database must have loaded to have all of this. */
function factsHash(): string {
  const facts = JSON.stringify([loaderVersion, statedOn, starterFacts, zipcodesVersion()]);
  return createHash('sha256').update(facts).digest('hex');
}

/** True when the database has loaded this very starter before. `db` acts as the owner. */
export async function starterIsLoaded(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ sha256: string }>(
    `select sha256 from lotline.catalogue_imports where source = 'starter' order by id desc limit 1`,
  );
  return rows[0]?.sha256 === factsHash();
}

/**
 * Loads the starter catalogue and the ZIP codes it stands on, unless the very same was loaded before. States whose
 * programs were imported keep those, ZIP codes that were imported too. `pool` connects as the owner.
 */
export function loadStarter(pool: Pool): Promise<StarterReport> {
  return inTransaction(pool, async (db) => {
    await db.query('select version from lotline.catalogue_version for update');
    if (await starterIsLoaded(db)) {
      return { programs: 0, incentives: 0, zipCodes: 0, kept: [], unchanged: true };
    }
    const zipCodes = await loadZipCodes(db);
    const territories = await loadTerritories(db);
    const imported = await db.query<{ state_code: string }>(
      `select distinct state_code from lotline.programs where source <> 'starter'`,
    );
    const kept = new Set(imported.rows.map((row) => row.state_code));
    const states = await stateAreas(db);
    const report: StarterReport = { programs: 0, incentives: 0, zipCodes, kept: [], unchanged: false };
    for (const facts of starterFacts) {
      if (kept.has(facts.state)) {
        report.kept.push(facts.state);
        continue;
      }
      const stored = await storePrograms(db, 'starter', toProgramFile(facts, states, territories));
      report.programs += stored.programs;
      report.incentives += stored.incentives;
    }
    await db.query('select lotline.link_catalogue()');
    await db.query(
      `insert into lotline.catalogue_imports (source, what, file, sha256, counts, problems)
       values ('starter', 'starter', 'starter', $1, $2, '[]')`,
      [factsHash(), JSON.stringify({ programs: report.programs, incentives: report.incentives, zipCodes })],
    );
    return report;
  });
}

async function loadZipCodes(db: Queryable): Promise<number> {
  // It takes 90 MB, and is needed once in the life of a database.
  const { default: zipcodes } = await import('zipcodes');
  const rows = Object.values(zipcodes.codes)
    .filter(({ country, zip }) => country === 'US' && /^\d{5}$/.test(zip))
    .map(({ zip, city, state }) => ({ zip, city, state, place: normalPlace(city) }))
    .filter(({ place }) => place !== null);
  const { rowCount } = await db.query(
    `insert into lotline.us_zips (zip, city, place, state_code, delivery, source)
     select zip, city, place, state, true, 'zipcodes'
     from jsonb_to_recordset($1) as r(zip text, city text, place text, state text)
     on conflict (zip) do nothing`,
    [JSON.stringify(rows)],
  );
  await db.query('analyze lotline.us_zips');
  return rowCount ?? 0;
}

/** Stores the territories anew and finds the ZIP codes of their towns; answers their ids by key. */
async function loadTerritories(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const territories = starterFacts
    .flatMap(({ state, territories: own = [] }) => own.map((territory) => ({ state, ...territory })))
    .map((territory, at) => ({
      ...territory,
      id: firstTerritoryId + at,
      places: (territory.cities ?? []).map(normalPlace),
      aliases: territory.aliases ?? [],
      zips: territory.zips ?? [],
      predominant: territory.predominant ?? true,
    }));
  await db.query(`delete from lotline.zip_territories where source = 'starter'`);
  await db.query('delete from lotline.geographies where id >= $1', [firstTerritoryId]);
  await db.query(
    `with territory as (
       select * from jsonb_to_recordset($1) as r(id bigint, state text, key text, name text, eiaid integer,
         aliases text[], places text[], zips text[], predominant boolean)
     ),
     stored as (
       insert into lotline.geographies (id, source, kind, key, name, state_code, eiaid, aliases)
       select id, 'starter', 'electric_territory', key, name, state, eiaid, aliases from territory
     )
     insert into lotline.zip_territories (zip, geography_id, predominant, source)
     select z.zip, t.id, t.predominant, 'starter'
     from territory t
     join lotline.us_zips z on z.state_code = t.state and (z.place = any (t.places) or left(z.zip, 3) = any (t.zips))`,
    [JSON.stringify(territories)],
  );
  await db.query('analyze lotline.geographies');
  await db.query('analyze lotline.zip_territories');
  return new Map(territories.map(({ key, id }) => [key, id]));
}

async function stateAreas(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ state_code: string; id: string }>(
    `select state_code, id from lotline.geographies where source = 'starter' and kind = 'state'`,
  );
  return new Map(rows.map(({ state_code, id }) => [state_code, Number(id)]));
}

function toProgramFile(
  facts: StateFacts,
  states: ReadonlyMap<string, number>,
  territories: ReadonlyMap<string, number>,
): ProgramFile {
  const whole = facts.state === 'US' ? nationId : (states.get(facts.state) ?? nowhere(facts.state));
  const kinds = new Map(facts.authorities.map(({ key, kind }) => [key, kind]));
  return {
    stateCode: facts.state,
    authorities: facts.authorities.map(({ key, name, kind, territories: own }) => ({
      key,
      name,
      kind,
      geography_ids: own?.map((territory) => territories.get(territory) ?? nowhere(territory)) ?? [whole],
    })),
    programs: facts.programs.map((program) => ({
      key: program.key,
      name: program.name,
      url: program.url,
      authority_kind: kinds.get(program.authority) ?? nowhere(program.authority),
      authority_key: program.authority,
      building_types: program.buildings ? [...program.buildings] : null,
      stated_on: statedOn,
    })),
    incentives: facts.programs.flatMap(({ key, url, tiers }) => tiers.map((tier) => toRow(key, url, tier))),
  };
}

function nowhere(key: string): never {
  throw new Error(`starter catalogue: nothing is called "${key}"`);
}

const decimal = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

function toRow(programKey: string, url: string, tier: TierFacts): ProgramFile['incentives'][number] {
  const amount: AmountFacts = tier.amount;
  return {
    program_key: programKey,
    key: tier.key,
    items: [...tier.items],
    amount_kind: amount.kind,
    amount: decimal(amount.number),
    amount_minimum: decimal(amount.minimum),
    amount_maximum: decimal(amount.maximum),
    amount_representative: null,
    unit: amount.unit ?? null,
    starts: tier.starts ?? null,
    ends: tier.ends ?? null,
    starts_on: tier.starts ? (periodOf(tier.starts)?.first ?? nowhere(tier.starts)) : null,
    ends_on: tier.ends ? (periodOf(tier.ends)?.last ?? nowhere(tier.ends)) : null,
    paused: tier.paused ?? false,
    owner_status: [...(tier.owners ?? ['homeowner', 'renter'])],
    payment_methods: [tier.payment ?? 'rebate'],
    income_threshold: null,
    area_group: null,
    requirements: [...(tier.requirements ?? [])],
    description: tier.text,
    url,
  };
}
