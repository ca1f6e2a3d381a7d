import { createHash } from 'node:crypto';
import { fieldOf, fileOf, readForm } from '../chassis/form.ts';
import type { SimulatorReply, SimulatorRequest } from '../chassis/message.ts';
import type { Route } from '../chassis/routes.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../chassis/simulator.ts';
import { madeUpWorld } from '../world/made-up.ts';
import type { World } from '../world/world.ts';
import { answerRows, readRows } from './batch.ts';
import { type Asked, geographiesOf, type Match, matches, tigerOf } from './match.ts';

export interface CensusOptions extends SimulatorOptions {
  /** Absent: one made up from the seed. */
  readonly world?: World;
  /** How many batches, 0 to 1, are answered with nothing at first, and in full when they are sent again. */
  readonly emptyAtFirst?: number;
}

export interface CensusSimulator extends Simulator {
  readonly world: World;
}

const BENCHMARKS = new Set(['Public_AR_Current', 'Public_AR_Census2020', '4', '2020']);
const VINTAGES = new Set(['Current_Current', 'Census2020_Current', '4', '420']);
const MOST_ROWS = 10_000;

/** The Census Bureau's geocoder on loopback: single addresses, coordinates, and batches whose order is not kept. */
export async function startCensus(options: CensusOptions = {}): Promise<CensusSimulator> {
  const { seed = 1, emptyAtFirst = 0 } = options;
  const world = options.world ?? madeUpWorld(seed);
  const sent = new Set<string>();

  async function batch(request: SimulatorRequest, geographies: boolean): Promise<SimulatorReply> {
    const form = await readForm(request);
    if (form === undefined) return refused('Required request part addressFile is not present');
    const fault = faultOf((name) => fieldOf(form, request.query, name), geographies);
    if (fault !== undefined) return refused(fault);
    const text = await fileOf(request, 'addressFile');
    if (text === undefined) return refused('Required request part addressFile is not present');
    const rows = readRows(text);
    if (rows === undefined) return refused('The address file could not be read');
    if (rows.length > MOST_ROWS) return refused(`The address file has more than ${MOST_ROWS} records`);
    const digest = createHash('sha256').update(text).digest('hex');
    const isFirst = !sent.has(digest);
    sent.add(digest);
    const headers = { 'content-type': 'text/csv;charset=UTF-8' };
    const draw = Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32;
    if (isFirst && draw < emptyAtFirst) return { status: 200, body: '', headers };
    return {
      status: 200,
      body: answerRows(world, rows, { seed: `${seed}:${digest}`, geographies }),
      headers,
    };
  }

  const routes = (['locations', 'geographies'] as const).flatMap((kind): Route[] => {
    const geographies = kind === 'geographies';
    const find =
      (read: (query: URLSearchParams) => Asked | string) =>
      ({ query }: SimulatorRequest): SimulatorReply => {
        if (query.get('format') !== 'json') return page();
        const asked = read(query);
        const fault = faultOf((name) => query.get(name), geographies) ?? asked;
        if (typeof fault === 'string') return refused(fault);
        const found = matches(world, fault).map((match) => toWire(world, match, geographies));
        return { status: 200, body: { result: { input: inputOf(query), addressMatches: found } } };
      };
    return [
      { method: 'GET', path: `/${kind}/onelineaddress`, run: find(readLine) },
      { method: 'GET', path: `/${kind}/address`, run: find(readParts) },
      { method: 'POST', path: `/${kind}/addressbatch`, run: (request) => batch(request, geographies) },
    ];
  });
  const simulator = await startSimulator(
    {
      name: 'census',
      base: '/geocoder',
      routes: [
        ...routes,
        {
          method: 'GET',
          path: '/geographies/coordinates',
          run: ({ query }) => coordinates(world, query),
        },
      ],
      error: (status, message) => ({ status, body: { errors: [message], status: String(status) } }),
    },
    options,
  );
  return { ...simulator, world };
}

function coordinates(world: World, query: URLSearchParams): SimulatorReply {
  if (query.get('format') !== 'json') return page();
  const [lon, lat] = [Number(query.get('x') ?? 'none'), Number(query.get('y') ?? 'none')];
  const fault = faultOf((name) => query.get(name), true);
  if (fault !== undefined) return refused(fault);
  if (!Number.isFinite(lat + lon)) return refused('x and y must be coordinates');
  const county = world.counties.at(lat, lon);
  const geographies = county === undefined ? {} : geographiesOf(world, county.fips, lat, lon);
  return { status: 200, body: { result: { input: inputOf(query), geographies } } };
}

function refused(message: string): SimulatorReply {
  return { status: 400, body: { errors: [message], status: '400' } };
}

/** People are the usual callers: without `format=json` there is a page. */
function page(): SimulatorReply {
  return {
    status: 200,
    body: '<!DOCTYPE html><html><head><title>Census Geocoder</title></head><body></body></html>',
    headers: { 'content-type': 'text/html;charset=UTF-8' },
  };
}

/** What is wrong with benchmark and vintage. */
function faultOf(given: (name: string) => string | null, geographies: boolean): string | undefined {
  const benchmark = given('benchmark');
  if (benchmark === null) return "Required request parameter 'benchmark' is not present";
  if (!BENCHMARKS.has(benchmark)) return 'Invalid benchmark in request';
  if (!geographies) return undefined;
  const vintage = given('vintage');
  if (vintage === null) return "Required request parameter 'vintage' is not present";
  return VINTAGES.has(vintage) ? undefined : 'Invalid vintage in request';
}

/** `1745 T St SE, Washington, DC 20020`, with or without its later parts. */
function readLine(query: URLSearchParams): Asked | string {
  const line = query.get('address')?.trim() ?? '';
  if (line === '') return 'Address cannot be empty and cannot exceed 100 characters';
  const [street = '', ...rest] = line.split(',');
  const [, city = '', state = '', zip = ''] =
    /^\s*(.*?)[\s,]*(?:\b([A-Za-z]{2}))?[\s,]*(?:\b(\d{5})(?:-\d{4})?)?\s*$/.exec(rest.join(',')) ?? [];
  return { street: street.trim(), city: city.trim(), state, zip };
}

function readParts(query: URLSearchParams): Asked | string {
  const part = (name: string) => query.get(name)?.trim() ?? '';
  const asked = { street: part('street'), city: part('city'), state: part('state'), zip: part('zip') };
  if (asked.street === '' || (asked.zip === '' && (asked.city === '' || asked.state === ''))) {
    return 'Specify House number and Street name along with City and State and/or ZIP Code';
  }
  return asked;
}

function inputOf(query: URLSearchParams): object {
  const { format: _, benchmark, vintage, ...address } = Object.fromEntries(query);
  return {
    address,
    benchmark: { benchmarkName: benchmark, isDefault: false },
    ...(vintage === undefined ? {} : { vintage: { vintageName: vintage, isDefault: false } }),
  };
}

function toWire(world: World, match: Match, geographies: boolean): object {
  const { id, side } = tigerOf(match);
  const [number = '', ...words] = match.street.split(' ');
  const preDirection = /^[NSEW]{1,2}$/.test(words[0] ?? '') ? (words.shift() ?? '') : '';
  const suffixType = words.length > 1 ? (words.pop() ?? '') : '';
  const block = Math.floor(Number.parseInt(number, 10) / 100) * 100;
  return {
    matchedAddress: match.matchedAddress,
    // x is the longitude.
    coordinates: { x: match.lon, y: match.lat },
    tigerLine: { tigerLineId: id, side },
    addressComponents: {
      fromAddress: String(block),
      toAddress: String(block + 98),
      preQualifier: '',
      preDirection,
      preType: '',
      streetName: words.join(' '),
      suffixType,
      suffixDirection: '',
      suffixQualifier: '',
      city: match.city,
      state: match.state,
      zip: match.zip,
    },
    ...(geographies ? { geographies: geographiesOf(world, match.fips, match.lat, match.lon) } : {}),
  };
}
