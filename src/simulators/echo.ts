import { simulatorClock } from './chassis/clock.ts';
import type { SimulatorReply } from './chassis/message.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './chassis/simulator.ts';
import { madeUpWorld } from './world/made-up.ts';
import type { Facility } from './world/nature.ts';
import type { World } from './world/world.ts';

export interface EchoOptions extends SimulatorOptions {
  /** Absent: one made up from the seed. */
  readonly world?: World;
  /** A search that would find more is refused. */
  readonly mostRows?: number;
}

export interface EchoSimulator extends Simulator {
  readonly world: World;
}

interface Query {
  readonly facilities: readonly Facility[];
  readonly madeAt: number;
}

const LIFE_MS = 30 * 60_000;
const MOST_A_PAGE = 1000;
const USUAL_MOST_ROWS = 5000;
const MOST_MILES = 100;
const FIRST_QUERY_ID = 101;
/** As callers observed it; EPA publishes none. */
const LIMITS = { perWindow: 300, windowMs: 3_600_000, concurrency: 10, retryAfter: 'none' } as const;

/** EPA ECHO's facility search on loopback: a search gives the number of a query, and that gives the rows. */
export async function startEcho(options: EchoOptions = {}): Promise<EchoSimulator> {
  const clock = options.clock ?? simulatorClock();
  const world = options.world ?? madeUpWorld(options.seed ?? 1);
  const mostRows = options.mostRows ?? USUAL_MOST_ROWS;
  const queries = new Map<string, Query>();

  function search(query: URLSearchParams): SimulatorReply {
    const [lat, lon, miles] = ['p_lat', 'p_long', 'p_radius'].map((name) => numberOf(query.get(name)));
    if (lat === undefined || lon === undefined || miles === undefined) {
      return failed('Invalid search: p_lat, p_long and p_radius are required');
    }
    if (miles <= 0 || miles > MOST_MILES) return failed(`p_radius must be between 0 and ${MOST_MILES}`);
    const facilities = world.facilities(lat, lon, miles);
    if (facilities.length > mostRows) {
      return failed(
        `Rows Returned would be ${facilities.length}.  Queryset Limit would be exceeded - please make search parameters more selective.`,
      );
    }
    const id = String(FIRST_QUERY_ID + queries.size);
    queries.set(id, { facilities, madeAt: clock.now() });
    return ok({
      Message: 'Success',
      QueryRows: String(facilities.length),
      SVRows: String(facilities.filter(({ isSignificant }) => isSignificant).length),
      CVRows: String(facilities.filter(({ quartersOut }) => quartersOut > 0).length),
      V3Rows: '0',
      FEARows: '0',
      InspRows: '0',
      TotalPenalties: '$0',
      QueryID: id,
    });
  }

  function rows(query: URLSearchParams): SimulatorReply {
    const id = query.get('qid') ?? '';
    const found = queries.get(id);
    if (found === undefined || clock.now() - found.madeAt > LIFE_MS) {
      return failed(`Query ID ${id} was not found in ECHO`);
    }
    const size = Math.min(MOST_A_PAGE, numberOf(query.get('responseset')) ?? MOST_A_PAGE);
    const page = numberOf(query.get('pageno')) ?? 1;
    const shown = found.facilities.slice((page - 1) * size, page * size);
    return ok({
      Message: 'Success',
      PageNo: String(page),
      QueryID: id,
      QueryRows: String(found.facilities.length),
      Facilities: shown.map((facility) => toWire(world, facility)),
    });
  }

  const simulator = await startSimulator(
    {
      name: 'echo',
      base: '/echo',
      routes: [
        {
          method: 'GET',
          path: '/echo_rest_services.get_facilities',
          run: ({ query }) => asAsked(query, search),
        },
        { method: 'GET', path: '/echo_rest_services.get_qid', run: ({ query }) => asAsked(query, rows) },
      ],
      limits: LIMITS,
      error: (status, message) => ({
        status,
        body: `<html><head><title>${status}</title></head><body>${message}</body></html>`,
        headers: { 'content-type': 'text/html' },
      }),
      state: () => ({ queries: queries.size }),
    },
    { ...options, clock },
  );
  return { ...simulator, world };
}

/** Without `output=JSON` it speaks XML. */
function asAsked(query: URLSearchParams, run: (query: URLSearchParams) => SimulatorReply): SimulatorReply {
  if (query.get('output')?.toUpperCase() === 'JSON') return run(query);
  return {
    status: 200,
    body: '<?xml version="1.0"?><Results><Message>Success</Message></Results>',
    headers: { 'content-type': 'text/xml' },
  };
}

function ok(results: object): SimulatorReply {
  return { status: 200, body: { Results: results } };
}

/** Errors come with status 200. */
function failed(message: string): SimulatorReply {
  return ok({ Error: { ErrorMessage: message } });
}

function numberOf(text: string | null): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Every value is text, and what is not there is null or empty. */
function toWire(world: World, facility: Facility): Record<string, string | null> {
  const { programs, quartersOut, isSignificant, isActive } = facility;
  const county = world.counties.at(facility.lat, facility.lon);
  const status = (program: 'air' | 'water' | 'waste') => {
    if (!programs.includes(program)) return null;
    if (isSignificant) return 'Significant/Category I Noncompliance';
    return quartersOut > 0 ? 'Violation Identified' : 'No Violation Identified';
  };
  return {
    FacName: facility.name.toUpperCase(),
    FacStreet: facility.street.toUpperCase(),
    FacCity: null,
    FacState: county?.state ?? null,
    FacCounty: county?.name.toUpperCase() ?? null,
    FacFIPSCode: county?.fips ?? null,
    RegistryID: facility.registryId,
    FacLat: facility.lat.toFixed(6),
    FacLong: facility.lon.toFixed(6),
    FacActiveFlag: isActive ? 'Y' : null,
    FacSNCFlg: isSignificant ? 'Y' : 'N',
    FacQtrsWithNC: String(quartersOut),
    FacComplianceStatus: status(programs[0] ?? 'waste'),
    CAAComplianceStatus: status('air'),
    CWAComplianceStatus: status('water'),
    RCRAComplianceStatus: status('waste'),
    SDWAComplianceStatus: null,
    AIRFlag: programs.includes('air') ? 'Y' : 'N',
    NPDESFlag: programs.includes('water') ? 'Y' : 'N',
    RCRAFlag: programs.includes('waste') ? 'Y' : 'N',
    TRIFlag: 'N',
    FacPenaltyCount: isSignificant ? '1' : '0',
    FacTotalPenalties: isSignificant ? '$12,500' : '$0',
    FacDateLastInspection: quartersOut > 0 ? '06/14/2025' : null,
  };
}
