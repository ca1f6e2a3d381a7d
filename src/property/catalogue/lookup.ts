import type { IncentiveResult, LookupAnswer, LookupErrorCode, LookupRequest } from '../../base/incentives.ts';
import type { Queryable } from '../../db/pool.ts';
import { customersFor } from './customers.ts';
import { resolveDevices } from './devices.ts';
import { catalogueVersion, type Match, type MatchQuery, matchLookups, placeProblem } from './match.ts';
import { placeQuery } from './place.ts';
import { buildResult } from './result.ts';
import { type Snapshot, SnapshotCache } from './snapshot.ts';

export interface LookupOptions {
  organizationId: string;
  /** YYYY-MM-DD; null means today by the database. */
  asOf: string | null;
}

/** A catalogue that changes under every attempt to read it is being imported over and over; then we give up. */
const maxVersionChanges = 5;

/** Answers lookups from the incentive catalogue in the database. One per process: it keeps the catalogue in memory. */
export class CatalogueLookup {
  readonly #db: Queryable;
  readonly #snapshots: SnapshotCache;

  constructor(db: Queryable) {
    this.#db = db;
    this.#snapshots = new SnapshotCache(db);
  }

  /**
   * One answer per request, in order. Two statements for a batch of any size: places with candidates, and customers.
   * @throws when the database does, or when the catalogue keeps changing meanwhile; both are worth another try
   */
  async lookup(requests: readonly LookupRequest[], options: LookupOptions): Promise<LookupAnswer[]> {
    let snapshot = await this.#snapshots.current();
    for (let changes = 0; changes < maxVersionChanges; changes += 1) {
      const asked = requests.map((request, n) => ask(request, n, snapshot));
      const queries = asked.flatMap((one) => (one.ready ? [one.query] : []));
      const matches = queries.length === 0 ? [] : await matchLookups(this.#db, queries);
      const version = matches[0]?.version ?? (await catalogueVersion(this.#db));
      if (version === snapshot.version) {
        const answers = answerAll(asked, matches, snapshot, options.asOf);
        return this.#withCustomers(answers, options.organizationId);
      }
      snapshot = await this.#snapshots.after(snapshot);
    }
    throw new Error('the incentive catalogue changed during every attempt to read it');
  }

  async #withCustomers(answers: LookupAnswer[], organizationId: string): Promise<LookupAnswer[]> {
    const results = answers.flatMap((answer) => (answer.found ? [answer.result] : []));
    const references = results.flatMap(({ reference_id }) => (reference_id === null ? [] : [reference_id]));
    const customers = await customersFor(this.#db, organizationId, references);
    for (const result of results) fillCustomer(result, customers);
    return answers;
  }
}

function fillCustomer(result: IncentiveResult, customers: ReadonlyMap<string, number>): void {
  if (result.reference_id !== null) result.customer_id = customers.get(result.reference_id) ?? null;
}

type Asked =
  | { ready: false; answer: LookupAnswer }
  | {
      ready: true;
      request: LookupRequest;
      query: MatchQuery;
      devices: ReturnType<typeof resolveDevices>['devices'];
    };

const refuse = (code: LookupErrorCode, message: string): LookupAnswer => ({
  found: false,
  code,
  message,
  failure: 'invalid_input',
});

function ask(request: LookupRequest, n: number, snapshot: Snapshot): Asked {
  const refused = (code: LookupErrorCode, message: string): Asked => ({
    ready: false,
    answer: refuse(code, message),
  });
  const { deviceIds, deviceNames } = request;
  if (deviceIds.length === 0 && deviceNames.length === 0) {
    return refused('missing_devices', 'give device_ids or device_names');
  }
  if (deviceIds.length > 0 && deviceNames.length > 0) {
    return refused('mutually_exclusive_device_inputs', 'give device_ids or device_names, not both');
  }
  const { devices, unknown } = resolveDevices(deviceIds, deviceNames, snapshot);
  if (unknown.length > 0) {
    return refused('device_names_unresolved', `no such device: ${unknown.join(', ')}`);
  }
  if (request.buildingType === null) return refused('building_type_unresolved', 'building_type is not given');
  const place = placeQuery(request.address, snapshot.states);
  if ('unplaceable' in place) return refused('address_not_geocodable', place.unplaceable);
  const items = [...new Set(devices.flatMap((device) => device.items))];
  return { ready: true, request, devices, query: { n, ...place, items } };
}

function answerAll(
  asked: readonly Asked[],
  matches: readonly Match[],
  snapshot: Snapshot,
  asOf: string | null,
): LookupAnswer[] {
  const byNumber = new Map(matches.map((match) => [match.n, match]));
  return asked.map((one, n) => {
    if (!one.ready) return one.answer;
    const match = byNumber.get(n);
    if (!match) throw new Error(`match_lookups gave no row for lookup ${n}`);
    const { request, devices, query } = one;
    if (match.problem !== null) {
      return refuse(
        'address_not_geocodable',
        placeProblem(match.problem, query, request.address.city ?? '', match.detail),
      );
    }
    if (match.covered && match.electric === null) {
      const where = match.zip === null ? `${match.city}, ${match.state_code}` : `ZIP ${match.zip}`;
      return refuse('no_utility_at_address', `no electric utility is known to serve ${where}`);
    }
    const { buildingType } = request;
    if (buildingType === null) return refuse('building_type_unresolved', 'building_type is not given');
    return {
      found: true,
      result: buildResult({ request, buildingType, devices, match, asOf: asOf ?? match.today }, snapshot),
    };
  });
}
