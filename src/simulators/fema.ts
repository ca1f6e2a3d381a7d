import { z } from 'zod';
import type { SimulatorReply, SimulatorRequest } from './chassis/message.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './chassis/simulator.ts';
import { madeUpWorld } from './world/made-up.ts';
import type { World } from './world/world.ts';

export interface FemaOptions extends SimulatorOptions {
  /** Absent: one made up from the seed. */
  readonly world?: World;
}

export interface FemaSimulator extends Simulator {
  readonly world: World;
  /** The next so many queries answer 200 with an error inside, as the real one does under load. */
  failInside(times?: number): void;
}

/** The layer of flood hazard zones. */
const LAYER = '/28';
/** What the map writes where it has no number. */
const NO_VALUE = -9999;
const FIELDS = [
  'OBJECTID',
  'DFIRM_ID',
  'VERSION_ID',
  'FLD_AR_ID',
  'STUDY_TYP',
  'FLD_ZONE',
  'ZONE_SUBTY',
  'SFHA_TF',
  'STATIC_BFE',
  'V_DATUM',
  'DEPTH',
] as const;
type Attributes = Readonly<Record<(typeof FIELDS)[number], string | number | null>>;

const point = z.object({ x: z.number(), y: z.number() });

/** FEMA's National Flood Hazard Layer on loopback. Its errors come with status 200, as ArcGIS servers answer. */
export async function startFema(options: FemaOptions = {}): Promise<FemaSimulator> {
  const world = options.world ?? madeUpWorld(options.seed ?? 1);
  const query = (request: SimulatorRequest) => answer(world, parametersOf(request));
  const simulator = await startSimulator(
    {
      name: 'fema',
      base: '/arcgis/rest/services/public/NFHL/MapServer',
      routes: [
        { method: 'GET', path: `${LAYER}/query`, run: query },
        { method: 'POST', path: `${LAYER}/query`, run: query },
      ],
      error: (status, message) => ({ status, body: errorBody(status, message) }),
    },
    options,
  );
  return {
    ...simulator,
    world,
    failInside(times = 1) {
      simulator.fail({
        kind: 'status',
        status: 200,
        times,
        body: JSON.stringify(errorBody(500, 'Error performing query operation')),
        contentType: 'application/json; charset=utf-8',
      });
    },
  };
}

function parametersOf(request: SimulatorRequest): URLSearchParams {
  return request.method === 'POST' ? new URLSearchParams(request.body.toString('utf8')) : request.query;
}

function errorBody(code: number, message: string, ...details: string[]): object {
  return { error: { code, message, details } };
}

/** What a query of a point finds: the zone, or no feature where no map is. */
function answer(world: World, query: URLSearchParams): SimulatorReply {
  if (query.get('f') !== 'json' && query.get('f') !== 'pjson') {
    // People are the usual callers of an ArcGIS server: without f it shows a form.
    return {
      status: 200,
      body: '<html><head><title>Query: Flood Hazard Zones (ID: 28)</title></head><body></body></html>',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    };
  }
  const place = placeOf(query);
  if (typeof place === 'string') return wrong(place);
  const wanted = wantedFields(query.get('outFields') ?? '');
  if (wanted === undefined) return wrong("'outFields' parameter is invalid");
  const zone = world.flood(place.lat, place.lon);
  const all = zone === null ? [] : [attributesOf(world, place, zone)];
  const features = all.map((attributes) => ({
    attributes: Object.fromEntries(wanted.map((field) => [field, attributes[field]])),
  }));
  return {
    status: 200,
    body: {
      displayFieldName: 'FLD_ZONE',
      fieldAliases: Object.fromEntries(wanted.map((field) => [field, field])),
      fields: wanted.map((name) => ({ name, type: typeOf(name), alias: name })),
      features,
    },
  };
}

function wrong(detail: string): SimulatorReply {
  return { status: 200, body: errorBody(400, 'Cannot perform query. Invalid query parameters.', detail) };
}

/** Longitude and latitude in degrees; a message when there are none. */
function placeOf(query: URLSearchParams): { lat: number; lon: number } | string {
  if (query.get('geometryType') !== 'esriGeometryPoint') return "'geometryType' parameter is invalid";
  if (query.get('inSR') !== '4326') return "'inSR' must be 4326 here: the layer is in degrees";
  const geometry = query.get('geometry') ?? '';
  const [lon = Number.NaN, lat = Number.NaN] = geometry.startsWith('{')
    ? readPoint(geometry)
    : geometry.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return Number.isFinite(lat + lon) ? { lat, lon } : "'geometry' parameter is invalid";
}

function readPoint(text: string): number[] {
  try {
    const { x, y } = point.parse(JSON.parse(text));
    return [x, y];
  } catch {
    return [];
  }
}

function wantedFields(text: string): readonly (typeof FIELDS)[number][] | undefined {
  if (text === '*') return FIELDS;
  // Without fields it gives the one that it shows.
  if (text === '') return ['FLD_ZONE'];
  const wanted = text.split(',').map((name) => FIELDS.find((field) => field === name.trim()));
  return wanted.every((field) => field !== undefined) ? wanted : undefined;
}

function attributesOf(
  world: World,
  { lat, lon }: { lat: number; lon: number },
  zone: NonNullable<ReturnType<World['flood']>>,
): Attributes {
  const dfirm = `${world.near(lat, lon, 500)[0]?.fips ?? world.counties.at(lat, lon)?.fips ?? '00000'}C`;
  const area = Math.abs(Math.round(lat * 200) * 7919 + Math.round(lon * 200));
  return {
    OBJECTID: area,
    DFIRM_ID: dfirm,
    VERSION_ID: '1.1.1.0',
    FLD_AR_ID: `${dfirm}_${area % 10_000}`,
    STUDY_TYP: zone.baseElevationFeet === null ? 'NP' : 'SFHAs WITH HIGH FLOOD RISK',
    FLD_ZONE: zone.zone,
    ZONE_SUBTY: zone.subtype,
    SFHA_TF: zone.isHazard ? 'T' : 'F',
    STATIC_BFE: zone.baseElevationFeet ?? NO_VALUE,
    V_DATUM: zone.baseElevationFeet === null ? null : 'NAVD88',
    DEPTH: NO_VALUE,
  };
}

function typeOf(field: (typeof FIELDS)[number]): string {
  if (field === 'OBJECTID') return 'esriFieldTypeOID';
  return field === 'STATIC_BFE' || field === 'DEPTH' ? 'esriFieldTypeDouble' : 'esriFieldTypeString';
}
