import type { Queryable } from '../../db/pool.ts';
import { call } from '../../db/pool.ts';
import type { Amount, AmountKind } from './amount.ts';
import { type StateNames, stateNames } from './place.ts';

export interface Device {
  id: number;
  name: string;
  items: readonly string[];
  names: readonly string[];
}

/** A program's identity; `key` is the source's own and stays the same over imports. */
interface Program {
  id: number;
  key: string;
  name: string;
  authority: string;
  buildingTypes: readonly string[] | null;
}

/** One tier of a program, with all that explaining it takes. Days are YYYY-MM-DD. */
export interface Incentive {
  id: number;
  key: string;
  program: Program;
  items: readonly string[];
  amount: Amount;
  startsOn: string | null;
  endsOn: string | null;
  paused: boolean;
  ownerStatus: readonly string[];
  /** The condition on income in words; null when there is none. */
  incomeCondition: string | null;
  areaGroup: string | null;
  requirements: readonly string[];
  description: string;
}

/** The catalogue in memory, but for places and territories, which stay in the database. */
export interface Snapshot {
  version: string;
  states: StateNames;
  devices: ReadonlyMap<number, Device>;
  incentives: ReadonlyMap<number, Incentive>;
}

interface IncentiveRow {
  id: number;
  key: string;
  program_id: number;
  program_key: string;
  program_name: string;
  authority: string;
  building_types: string[] | null;
  items: string[];
  amount_kind: AmountKind;
  amount: string | null;
  amount_minimum: string | null;
  amount_maximum: string | null;
  amount_representative: string | null;
  unit: string | null;
  starts_on: string | null;
  ends_on: string | null;
  paused: boolean;
  owner_status: string[];
  income_threshold: string | null;
  threshold_description: string | null;
  area_group: string | null;
  requirements: string[];
  description: string;
}

// One statement, so that version and contents are of one moment.
const snapshotQuery = `
  select v.version::text as version,
    (select json_agg(json_build_object('code', s.code, 'name', s.name)) from lotline.us_states s) as states,
    (select json_agg(json_build_object('id', d.id, 'name', d.name, 'items', d.items, 'names', d.names) order by d.id)
     from lotline.devices d) as devices,
    (select coalesce(json_agg(json_build_object(
       'id', i.id, 'key', i.key, 'program_id', p.id, 'program_key', p.key, 'program_name', p.name, 'authority', a.name,
       'building_types', p.building_types, 'items', i.items, 'amount_kind', i.amount_kind,
       'amount', trim_scale(i.amount)::text, 'amount_minimum', i.amount_minimum::text,
       'amount_maximum', i.amount_maximum::text, 'amount_representative', i.amount_representative::text,
       'unit', i.unit, 'starts_on', i.starts_on, 'ends_on', i.ends_on, 'paused', i.paused,
       'owner_status', i.owner_status, 'income_threshold', i.income_threshold,
       'threshold_description', t.description, 'area_group', i.area_group, 'requirements', i.requirements,
       'description', i.description)), '[]')
     from lotline.incentives i
     join lotline.programs p on p.id = i.program_id
     join lotline.authorities a on a.id = p.authority_id
     left join lotline.income_thresholds t on t.source = i.source and t.key = i.income_threshold) as incentives
  from lotline.catalogue_version v`;

/** Reads the whole catalogue that explaining needs; some megabytes, once per version. */
async function readSnapshot(db: Queryable): Promise<Snapshot> {
  const [row] = await call<{
    version: string;
    states: { code: string; name: string }[];
    devices: Device[];
    incentives: IncentiveRow[];
  }>(db, snapshotQuery);
  if (!row) throw new Error('lotline.catalogue_version has no row: the migrations did not run');
  const programs = new Map<number, Program>();
  return {
    version: row.version,
    states: stateNames(row.states),
    devices: new Map(row.devices.map((device) => [device.id, device])),
    incentives: new Map(row.incentives.map((incentive) => [incentive.id, toIncentive(incentive, programs)])),
  };
}

function toIncentive(row: IncentiveRow, programs: Map<number, Program>): Incentive {
  const program = programs.get(row.program_id) ?? {
    id: row.program_id,
    key: row.program_key,
    name: row.program_name,
    authority: row.authority,
    buildingTypes: row.building_types,
  };
  programs.set(row.program_id, program);
  const threshold = row.income_threshold;
  return {
    id: row.id,
    key: row.key,
    program,
    items: row.items,
    amount: {
      kind: row.amount_kind,
      number: row.amount,
      minimum: row.amount_minimum,
      maximum: row.amount_maximum,
      representative: row.amount_representative,
      unit: row.unit,
    },
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    paused: row.paused,
    ownerStatus: row.owner_status,
    incomeCondition: threshold === null ? null : (row.threshold_description || threshold).trim(),
    areaGroup: row.area_group,
    requirements: row.requirements,
    description: row.description,
  };
}

/** Keeps the newest snapshot; several callers at once share one read. */
export class SnapshotCache {
  readonly #db: Queryable;
  #reading: Promise<Snapshot> | null = null;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** The snapshot in hand, read first if there is none. */
  current(): Promise<Snapshot> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  /** A snapshot other than `stale`, which the database said is not its version. */
  async after(stale: Snapshot): Promise<Snapshot> {
    const held = await this.current();
    if (held.version !== stale.version) return held;
    this.#reading = this.#read();
    return this.#reading;
  }

  async #read(): Promise<Snapshot> {
    try {
      return await readSnapshot(this.#db);
    } catch (error) {
      this.#reading = null;
      throw error;
    }
  }
}
