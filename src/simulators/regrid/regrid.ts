import { simulatorClock } from '../chassis/clock.ts';
import type { SimulatorReply, SimulatorRequest } from '../chassis/message.ts';
import type { Route } from '../chassis/routes.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../chassis/simulator.ts';
import { slug } from '../world/address.ts';
import { madeUpWorld } from '../world/made-up.ts';
import type { Parcel } from '../world/parcel.ts';
import type { World } from '../world/world.ts';
import { batchRoutes } from './batch.ts';
import { fieldsOf, headlineOf, pathOf, toFeature } from './feature.ts';
import { BadRequest, beginningWith, SEARCHES, searchByFields } from './search.ts';

/** What a token may see. */
export interface RegridPlan {
  /** `/us/ga/chatham` and the like, anything below them; absent: everywhere. */
  readonly paths?: readonly string[];
  /** Elsewhere: refused, or as if nothing were there, as trial tokens have it. */
  readonly elsewhere: 'denied' | 'empty';
  /** Whether it has the fields of higher plans. */
  readonly premium: boolean;
  /** Records in a billing cycle; null: any number. */
  readonly records: number | null;
}

export interface RegridOptions extends SimulatorOptions {
  /** Absent: one made up from the seed. */
  readonly world?: World;
  readonly token?: string;
  readonly plan?: Partial<RegridPlan>;
}

export interface RegridSimulator extends Simulator {
  readonly token: string;
  readonly world: World;
  /** uuids of the parcels that were billed, in order; one more time, one more entry. */
  readonly billed: readonly string[];
}

const PLAN: RegridPlan = { elsewhere: 'denied', premium: true, records: null };
/** About 200 requests a minute and 10 at once; Retry-After is not promised. */
const LIMITS = { perWindow: 200, windowMs: 60_000, concurrency: 10, retryAfter: 'none' } as const;
const USUAL_RECORDS = 20;
const MOST_RECORDS = 1000;

/** Regrid's Parcel API v2 on loopback. */
export async function startRegrid(options: RegridOptions = {}): Promise<RegridSimulator> {
  const { token = 'simulated-regrid-token', clock = simulatorClock() } = options;
  const world = options.world ?? madeUpWorld(options.seed ?? 1);
  const plan = { ...PLAN, ...options.plan };
  const billed: string[] = [];
  const error = (status: number, message: string): SimulatorReply => ({
    status,
    body: { status: 'error', message },
  });

  /** What the plan lets through, billed; or why it lets nothing through. */
  function bill(parcels: readonly Parcel[]): readonly Parcel[] | SimulatorReply {
    const covered = parcels.filter((parcel) => isCovered(plan, parcel));
    const [first] = parcels;
    if (covered.length === 0 && first !== undefined && plan.elsewhere === 'denied') {
      return error(403, `Your plan does not include parcels in ${first.county}, ${first.state}`);
    }
    if (plan.records !== null && billed.length + covered.length > plan.records) {
      return error(403, `Usage limit reached: your plan includes ${plan.records} parcel records a cycle`);
    }
    billed.push(...covered.map(({ uuid }) => uuid));
    return covered;
  }

  function answer(request: SimulatorRequest, parcels: readonly Parcel[]): SimulatorReply {
    const { query } = request;
    const denied = deniedPath(plan, query.get('path'));
    if (denied !== undefined) return error(403, `Your plan does not include ${denied}`);
    const found = query.get('return_stacked') === 'false' ? oneOfEachStack(parcels) : parcels;
    const after = Number(query.get('offset_id') ?? 0);
    const page = found
      .filter(({ id }) => id > after)
      .sort((one, other) => one.id - other.id)
      .slice(0, limitOf(query));
    const shown = bill(page);
    if ('status' in shown) return shown;
    const options = { geometry: query.get('return_geometry') !== 'false', premium: plan.premium };
    const features = shown.map((parcel) => toFeature(world, parcel, options));
    const labels = query.get('return_field_labels') === 'true' ? { labels: LABELS } : {};
    const count = query.get('return_count') === 'true' ? { count: found.length } : {};
    return { status: 200, body: { parcels: { type: 'FeatureCollection', features }, ...labels, ...count } };
  }

  const guarded =
    (run: Route['run']): Route['run'] =>
    async (request) => {
      try {
        return await run(request);
      } catch (failure) {
        if (failure instanceof BadRequest) return error(400, failure.message);
        throw failure;
      }
    };

  const searches = Object.entries(SEARCHES).map(
    ([name, search]): Route => ({
      method: 'GET',
      path: `/parcels/${name}`,
      run: (request) => answer(request, search(world, request.query)),
    }),
  );
  const batch = batchRoutes({
    world,
    clock,
    error,
    show(parcels) {
      const shown = bill(parcels);
      if ('status' in shown) return { refused: shown };
      return {
        features: shown.map((one) => toFeature(world, one, { geometry: true, premium: plan.premium })),
      };
    },
  });
  const routes: Route[] = [
    ...searches,
    ...batch,
    {
      method: 'GET',
      path: '/parcels/query',
      run: (request) => answer(request, searchByFields(world, request.query)),
    },
    {
      method: 'GET',
      path: '/parcels/typeahead',
      run: ({ query }) => ({ status: 200, body: typeahead(world, query.get('query') ?? '') }),
    },
    {
      method: 'GET',
      path: '/parcels/:uuid',
      run(request) {
        const parcel = world.byUuid(request.params.uuid ?? '');
        return answer(request, parcel === undefined ? [] : [parcel]);
      },
    },
    {
      method: 'GET',
      path: '/usage',
      run: () => ({ status: 200, body: usage(clock.now(), billed.length, plan.records) }),
    },
    { method: 'GET', path: '/us/schemas/parcel', run: () => ({ status: 200, body: schema(world) }) },
  ];

  const simulator = await startSimulator(
    {
      name: 'regrid',
      base: '/api/v2',
      routes: [...routes, ...routes.map((route) => ({ ...route, path: `/us${route.path}` }))].map(
        (route) => ({
          ...route,
          run: guarded(route.run),
        }),
      ),
      limits: LIMITS,
      authorize: ({ query }) => (query.get('token') === token ? undefined : error(401, 'Invalid token')),
      error,
      state: () => ({ billed: billed.length }),
    },
    { ...options, clock },
  );
  return { ...simulator, token, world, billed };
}

/** As its field labels are shown on demand; the ones that nobody would guess. */
const LABELS = {
  parcelnumb: 'Parcel ID',
  ll_gisacre: 'Regrid Calculated Parcel Acres',
  parval: 'Total Parcel Value',
};

function limitOf(query: URLSearchParams): number {
  const given = Number(query.get('limit') ?? USUAL_RECORDS);
  return Number.isFinite(given) && given >= 1 ? Math.min(MOST_RECORDS, Math.floor(given)) : USUAL_RECORDS;
}

function oneOfEachStack(parcels: readonly Parcel[]): readonly Parcel[] {
  const seen = new Set<string>();
  return parcels.filter(({ stack }) => {
    if (stack === null) return true;
    const isFirst = !seen.has(stack);
    seen.add(stack);
    return isFirst;
  });
}

function isCovered({ paths }: RegridPlan, parcel: Parcel): boolean {
  return paths === undefined || paths.some((path) => `${pathOf(parcel)}/`.startsWith(`${path}/`));
}

/** A path that is outside of the plan as a whole, whether anything lies there or not. */
function deniedPath({ paths, elsewhere }: RegridPlan, asked: string | null): string | undefined {
  if (paths === undefined || asked === null || asked === '' || elsewhere === 'empty') return undefined;
  const wanted = `/${asked.split('/').filter(Boolean).map(slug).join('/')}`;
  const isKnown = paths.some(
    (path) => `${wanted}/`.startsWith(`${path}/`) || `${path}/`.startsWith(`${wanted}/`),
  );
  return isKnown ? undefined : wanted;
}

function typeahead(world: World, typed: string): object {
  const features = beginningWith(world, typed).map((parcel) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [parcel.lon, parcel.lat] },
    properties: {
      ll_uuid: parcel.uuid,
      address: headlineOf(parcel),
      path: `${pathOf(parcel)}/${parcel.id}`,
      context: `${parcel.city}, ${parcel.state}`,
      score: 100,
    },
  }));
  return { parcel_centroids: { type: 'FeatureCollection', features } };
}

function usage(now: number, records: number, limit: number | null): object {
  const month = new Date(now);
  const [year, index] = [month.getUTCFullYear(), month.getUTCMonth()];
  return {
    cycle_start: new Date(Date.UTC(year, index, 1)).toISOString(),
    cycle_end: new Date(Date.UTC(year, index + 1, 1)).toISOString(),
    parcel_records: records,
    parcel_records_limit: limit,
  };
}

function schema(world: World): object {
  const [parcel] = world.parcels;
  const fields = parcel === undefined ? {} : fieldsOf(world, parcel);
  return { fields: Object.keys(fields).map((name) => ({ name })) };
}
