import type { SimulatorReply, SimulatorRequest } from '../chassis/message.ts';
import { type Random, seededRandom } from '../chassis/random.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../chassis/simulator.ts';
import { type Account, type AccountOptions, openAccount } from './account.ts';
import { createCriteria, Refused, readSearch } from './criteria.ts';
import type { RadarRecord } from './records.ts';

export interface PropertyRadarOptions extends SimulatorOptions, AccountOptions {
  /** Opens the service; default `radar-sandbox-key`. */
  readonly key?: string;
  readonly records: readonly RadarRecord[];
  /** Whether free previews name the records or only count them; default that they do. */
  readonly previewIds?: boolean;
  /** Criteria that this account may not use. */
  readonly unusable?: readonly string[];
}

export interface PropertyRadarSimulator extends Simulator {
  readonly key: string;
  readonly account: Account;
  record(radarId: string): RadarRecord | undefined;
  /** The records that searches find now; those named by their RadarIDs are found always. */
  found(): readonly RadarRecord[];
  /** How many requests had come when a record last left the results or entered them; undefined: it never did. */
  movedAt(radarId: string): number | undefined;
  /** From now on records leave and enter the results between two previews, this often (0 to 1). */
  shift(chance: number): void;
}

const SEARCH_PARAMETERS = ['Purchase', 'Limit', 'Start', 'Fields', 'Sort'];
const MOST = 500;

/** PropertyRadar on loopback: searches, free previews, purchases with a ledger, and results that shift. */
export async function startPropertyRadar(options: PropertyRadarOptions): Promise<PropertyRadarSimulator> {
  const { key = 'radar-sandbox-key', previewIds = true, seed = 1 } = options;
  const random = seededRandom(`${seed}:radar`);
  const account = openAccount(options);
  const unusable = new Set(options.unusable);
  const records = new Map(options.records.map((record) => [record.RadarID, record]));
  const gone = new Set<string>();
  const moves = new Map<string, number>();
  let shifting = 0;

  function reply(status: number, body: object, eventId = eventIdOf(random)): SimulatorReply {
    const shown = status < 400 ? body : { ...body, eventid: eventId };
    return { status, body: shown, headers: { 'x-radar-request-id': eventId } };
  }
  const error = (status: number, message: string) =>
    reply(status, { error: message, messageTitle: status === 402 ? 'Payment required' : 'Request failed' });

  function search(request: SimulatorRequest): SimulatorReply {
    try {
      return answer(request);
    } catch (problem) {
      if (problem instanceof Refused) return error(problem.status, problem.message);
      throw problem;
    }
  }

  function answer({ query, json }: SimulatorRequest): SimulatorReply {
    const purchase = flagOf(query, 'Purchase');
    const limit = wholeOf(query, 'Limit', MOST, MOST);
    const start = wholeOf(query, 'Start', 0, Number.MAX_SAFE_INTEGER);
    const { matches, byRadarId } = readSearch(json(), createCriteria(simulator.clock.now), unusable);
    if (!byRadarId && records.size > 0 && random.chance(shifting)) shiftOnce();
    const all = [...records.values()].filter((one) => matches(one) && (byRadarId || !gone.has(one.RadarID)));
    sort(all, query.get('Sort'));
    const page = all.slice(start, start + limit);
    const counts = (shown: number) => ({
      resultCount: shown,
      totalResultCount: all.length,
      quantityFreeRemaining: account.free,
    });
    if (purchase === 0) {
      const ids = previewIds ? page.map(({ RadarID }) => ({ RadarID })) : [];
      return reply(200, {
        results: ids,
        totalCost: account.quote(all.length).toFixed(2),
        ...counts(ids.length),
      });
    }
    const eventId = eventIdOf(random);
    const bought = account.buy(
      eventId,
      page.map(({ RadarID }) => RadarID),
    );
    if (bought === undefined) return error(402, 'Your balance does not cover this purchase');
    const fields = query.get('Fields');
    const results = page.map((record) => pickFields(record, fields));
    return reply(200, { results, totalCost: bought.cost.toFixed(2), ...counts(results.length) }, eventId);
  }

  /** One record leaves the results, or one that had left comes back. */
  function shiftOnce(): void {
    const back = [...gone];
    const comes = back.length > 0 && random.chance(0.5);
    const radarId = random.pick(comes ? back : [...records.keys()]);
    if (comes) gone.delete(radarId);
    else gone.add(radarId);
    moves.set(radarId, simulator.requests.length);
  }

  const simulator = await startSimulator(
    {
      name: 'propertyradar',
      base: '/v1',
      authorize({ headers }) {
        return headers.authorization === `Bearer ${key}` ? undefined : error(401, 'Authentication required');
      },
      error,
      state: () => ({ free: account.free, balance: String(account.balance), ledger: account.ledger }),
      routes: [
        { method: 'POST', path: '/properties', query: SEARCH_PARAMETERS, run: search },
        {
          method: 'GET',
          path: '/properties/:radarId',
          query: ['Purchase', 'Fields'],
          run: (request) => {
            const criteria = [{ name: 'RadarID', value: [request.params.radarId] }];
            return search({ ...request, json: () => ({ Criteria: criteria }) });
          },
        },
      ],
    },
    options,
  );
  return Object.assign(simulator, {
    key,
    account,
    record: (radarId: string) => records.get(radarId),
    found: () => [...records.values()].filter(({ RadarID }) => !gone.has(RadarID)),
    movedAt: (radarId: string) => moves.get(radarId),
    shift(chance: number) {
      shifting = chance;
    },
  });
}

/** Three triplets. */
function eventIdOf(random: Random): string {
  const triplet = () => String(random.below(1000)).padStart(3, '0');
  return `${triplet()}-${triplet()}-${triplet()}`;
}

function flagOf(query: URLSearchParams, name: string): 0 | 1 {
  const given = query.get(name);
  if (given === null) throw new Refused(400, `Missing required parameter: ${name}`);
  if (given !== '0' && given !== '1') throw new Refused(400, `Invalid yes/no value for parameter ${name}`);
  return given === '1' ? 1 : 0;
}

function wholeOf(query: URLSearchParams, name: string, usual: number, most: number): number {
  const given = query.get(name);
  if (given === null) return usual;
  if (!/^\d+$/.test(given) || Number(given) > most)
    throw new Refused(400, `Invalid value for parameter ${name}`);
  return Number(given);
}

function sort(records: RadarRecord[], by: string | null): void {
  const [field = 'RadarID', order = 'ASC'] = (by ?? '').split(' ').filter(Boolean);
  const sign = order === 'DESC' ? -1 : 1;
  const keyOf = (record: RadarRecord) => `${record[field] ?? ''}\u0000${record.RadarID}`;
  records.sort((a, b) => (keyOf(a) < keyOf(b) ? -sign : sign));
}

/** The fields named, or all of them for a fieldset; those with a dash before them are left out. RadarID always comes. */
function pickFields(record: RadarRecord, fields: string | null): RadarRecord {
  const named = (fields ?? '').split(',').filter(Boolean);
  const without = new Set(named.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const wanted = new Set(
    named.filter((name) => !name.startsWith('-') && name !== 'Overview' && name !== 'All'),
  );
  const entries = Object.entries(record).filter(
    ([name]) => name === 'RadarID' || ((wanted.size === 0 || wanted.has(name)) && !without.has(name)),
  );
  return { ...Object.fromEntries(entries), RadarID: record.RadarID };
}
