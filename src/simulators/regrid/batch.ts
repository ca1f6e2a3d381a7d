import { z } from 'zod';
import { memberOf, recordOf } from '../../base/record.ts';
import type { SimulatorClock } from '../chassis/clock.ts';
import { fileOf } from '../chassis/form.ts';
import type { SimulatorReply, SimulatorRequest } from '../chassis/message.ts';
import type { Route } from '../chassis/routes.ts';
import type { Parcel } from '../world/parcel.ts';
import { uuidOf } from '../world/parcel.ts';
import type { World } from '../world/world.ts';
import { BadRequest } from './search.ts';

interface Point {
  readonly lat: number;
  readonly lon: number;
  readonly customId: string | null;
}

interface BatchJob {
  readonly uuid: string;
  readonly points: readonly Point[];
  readonly queuedAt: number;
  readonly callbackUrl: string | null;
  called: boolean;
}

export interface BatchParts {
  readonly world: World;
  readonly clock: SimulatorClock;
  /** Bills the records, and shows them; a refusal instead when the plan does not hold them. */
  show(
    parcels: readonly Parcel[],
  ): { readonly features: readonly object[] } | { readonly refused: SimulatorReply };
  error(status: number, message: string): SimulatorReply;
}

const MOST_POINTS = 100_000;
/** By the simulator's clock: first in line, then so many points a second. */
const QUEUED_MS = 1000;
const POINTS_PER_SECOND = 2000;

/** Batch jobs over points: queued, running, ready; billed when their result is downloaded, each time. */
export function batchRoutes(parts: BatchParts): Route[] {
  const { world, clock, error } = parts;
  const jobs = new Map<string, BatchJob>();

  const withJob =
    (run: (job: BatchJob) => SimulatorReply) =>
    ({ params }: SimulatorRequest): SimulatorReply => {
      const job = jobs.get(params.job ?? '');
      return job === undefined ? error(404, 'Batch job not found') : run(job);
    };

  const statusOf = (job: BatchJob): SimulatorReply => {
    const view = viewOf(job, clock.now());
    if (view.status === 'complete' && job.callbackUrl !== null && !job.called) {
      job.called = true;
      callBack(job.callbackUrl, view);
    }
    return { status: 200, body: view };
  };

  async function create(request: SimulatorRequest): Promise<SimulatorReply> {
    const points = await readPoints(request);
    if (points.length === 0) throw new BadRequest('No points were given');
    if (points.length > MOST_POINTS) throw new BadRequest(`At most ${MOST_POINTS} points can be processed`);
    const uuid = uuidOf(`batch:${world.seed}:${jobs.size}`);
    const callbackUrl = request.query.get('callback_url');
    const job = { uuid, points, queuedAt: clock.now(), callbackUrl, called: false };
    jobs.set(uuid, job);
    return statusOf(job);
  }

  function download(job: BatchJob): SimulatorReply {
    if (viewOf(job, clock.now()).status !== 'complete') return error(409, 'The batch job is not complete');
    const found = job.points.flatMap((point) =>
      world.near(point.lat, point.lon, 0).map((parcel) => ({ parcel, customId: point.customId })),
    );
    const shown = parts.show(found.map(({ parcel }) => parcel));
    if ('refused' in shown) return shown.refused;
    const lines = shown.features.map((feature, at) =>
      JSON.stringify(withId(feature, found[at]?.customId ?? null)),
    );
    return {
      status: 200,
      body: lines.map((line) => `${line}\n`).join(''),
      headers: { 'content-type': 'application/x-ndjson' },
    };
  }

  return [
    { method: 'POST', path: '/batch/points', run: create },
    {
      method: 'GET',
      path: '/batch/jobs',
      run: () => ({ status: 200, body: { jobs: [...jobs.values()].map((job) => viewOf(job, clock.now())) } }),
    },
    { method: 'GET', path: '/batch/status/:job', run: withJob(statusOf) },
    { method: 'GET', path: '/batch/:job/status', run: withJob(statusOf) },
    { method: 'GET', path: '/batch/:job/download', run: withJob(download) },
    {
      method: 'DELETE',
      path: '/batch/:job',
      run: withJob((job) => {
        jobs.delete(job.uuid);
        return { status: 200, body: { message: 'Batch job deleted' } };
      }),
    },
  ];
}

function viewOf(job: BatchJob, now: number) {
  const workedMs = now - job.queuedAt - QUEUED_MS;
  const done = Math.max(0, Math.min(job.points.length, Math.floor((workedMs * POINTS_PER_SECOND) / 1000)));
  const isComplete = done === job.points.length;
  return {
    job_uuid: job.uuid,
    job_type: 'points',
    status: isComplete ? 'complete' : workedMs >= 0 ? 'running' : 'queued',
    percent_complete: Math.floor((done * 100) / job.points.length),
    processed_count: done,
    failed_count: 0,
    updated_at: new Date(now).toISOString(),
    time_remaining: Math.ceil((job.points.length - done) / POINTS_PER_SECOND),
  };
}

/** The id that the caller gave to the point stands beside what was found at it. */
function withId(feature: object, customId: string | null): object {
  if (customId === null) return feature;
  return { ...feature, properties: { ...recordOf(memberOf(feature, 'properties')), custom_id: customId } };
}

/** Nobody waits for the answer, and nobody hears of a failure: as with the real one, status is there to be asked. */
function callBack(url: string, view: object): void {
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(view),
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
}

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({ custom_id: z.union([z.string(), z.number()]).nullish() }).nullish(),
    }),
  ),
});
const bodySchema = z.union([
  z.object({ geojson: collection }).transform(({ geojson }) => geojson),
  collection,
]);

/** Points as a GeoJSON FeatureCollection (alone or under `geojson`), as CSV, or as a CSV file in a form. */
async function readPoints(request: SimulatorRequest): Promise<Point[]> {
  const type = request.headers['content-type'] ?? '';
  const text = request.body.toString('utf8');
  if (type.startsWith('multipart/form-data')) {
    const file = await fileOf(request, 'file');
    if (file === undefined) throw new BadRequest('A CSV file is required');
    return readCsvPoints(file);
  }
  if (type.startsWith('text/csv')) return readCsvPoints(text);
  const parsed = bodySchema.safeParse(request.json());
  if (!parsed.success) throw new BadRequest('geojson must be a FeatureCollection of Points, or send CSV');
  return parsed.data.features.map(({ geometry: { coordinates }, properties }) => {
    const id = properties?.custom_id ?? null;
    return { lon: coordinates[0], lat: coordinates[1], customId: id === null ? null : String(id) };
  });
}

function readCsvPoints(text: string): Point[] {
  const [head = '', ...rows] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = head.split(',').map((name) => name.trim().toLowerCase());
  const [lat, lon, id] = [['lat', 'latitude'], ['lon', 'lng', 'longitude'], ['custom_id']].map((names) =>
    columns.findIndex((column) => names.includes(column)),
  );
  if (lat === undefined || lon === undefined || lat < 0 || lon < 0) {
    throw new BadRequest('The CSV must have the columns lat and lon');
  }
  return rows.map((row, at) => {
    const cells = row.split(',').map((cell) => cell.trim());
    const point = { lat: Number(cells[lat]), lon: Number(cells[lon]) };
    if (cells[lat] === '' || !Number.isFinite(point.lat + point.lon)) {
      throw new BadRequest(`Row ${at + 1} has no coordinates`);
    }
    return { ...point, customId: id === undefined || id < 0 ? null : (cells[id] ?? null) };
  });
}
