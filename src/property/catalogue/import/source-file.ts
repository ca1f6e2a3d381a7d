import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isRecord } from '../../../base/record.ts';

/** What a catalogue file holds, told by its content. The order here is the order of loading. */
export const contents = [
  'counties',
  'geographies',
  'zip_codes',
  'zip_territories',
  'income_thresholds',
  'data_partners',
  'federal',
  'state',
] as const;
export type Content = (typeof contents)[number];

/** Deeper folders and larger JSON files than a catalogue has are somebody else's. */
const maxDepth = 3;
const maxJsonBytes = 64 * 1024 * 1024;

/** The bytes of a file, unpacked when they are gzip, whatever the name says. */
export async function* readBytes(file: string): AsyncGenerator<Uint8Array> {
  if (!(await isGzip(file))) {
    yield* createReadStream(file);
    return;
  }
  const unpacked = createGunzip();
  const done = pipeline(createReadStream(file), unpacked);
  done.catch(() => {}); // the reader of `unpacked` meets the same error
  yield* unpacked;
  await done;
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/** SHA-256 of files as they lie on disk, one after the other, hexadecimal. */
export async function fileHash(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** Every file under `root` (or `root` itself) that may be a table or JSON, by path. */
export async function listFiles(root: string, depth = 0): Promise<string[]> {
  if ((await stat(root)).isFile()) return [root];
  if (depth > maxDepth) return [];
  const entries = await readdir(root, { withFileTypes: true });
  const nested = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .filter((entry) => entry.isDirectory() || /\.(json|csv)(\.gz)?$/i.test(entry.name))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((entry) => listFiles(path.join(root, entry.name), depth + 1));
  return (await Promise.all(nested)).flat();
}

export type Detected = { content: Content; json?: unknown } | { content: null; reason: string };

/** Tells what a file holds; JSON comes back parsed, since telling takes parsing it. */
export async function detect(file: string): Promise<Detected> {
  const start = await readStart(file);
  const text = start.replace(/^\uFEFF/, '').trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return detectTable(text.split(/\r?\n/, 1)[0] ?? '');
  const json = await readJson(file);
  if (json === undefined) return { content: null, reason: 'not valid JSON' };
  const content = detectJson(json);
  return content === null
    ? { content, reason: 'JSON, but of no kind that a catalogue has' }
    : { content, json };
}

async function readStart(file: string): Promise<string> {
  for await (const chunk of readBytes(file)) return Buffer.from(chunk).toString('utf8', 0, 4096);
  return '';
}

/** The file's JSON; undefined when it is none. */
export async function readJson(file: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readBytes(file)) {
    size += chunk.length;
    if (size > maxJsonBytes) throw new Error(`${file} is larger than a catalogue file can be`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    return undefined;
  }
}

const tables: readonly (readonly [Content, readonly string[]])[] = [
  ['geographies', ['geography_id', 'type', 'name', 'state_code', 'county_fips']],
  ['zip_territories', ['zip', 'geography_id', 'predominant']],
  ['zip_codes', ['zip', 'city', 'state_code', 'county_fips']],
  ['counties', ['county_fips', 'county_name', 'state_code', 'state_name']],
];

function detectTable(header: string): Detected {
  const columns = new Set(header.split(',').map((column) => column.trim().replaceAll('"', '').toLowerCase()));
  const table = tables.find(([, needed]) => needed.every((column) => columns.has(column)));
  return table
    ? { content: table[0] }
    : { content: null, reason: 'a table without the columns of a catalogue' };
}

/** A state's list alone ("PA-1", …) does not say what its programs are, and must not pass for the federal one. */
const isFederalIncentive = (entry: unknown): boolean =>
  isRecord(entry) && 'items' in entry && 'amount' in entry && !/^[A-Z]{2}-/.test(String(entry.id));

function detectJson(json: unknown): Content | null {
  if (Array.isArray(json)) return json.length > 0 && json.every(isFederalIncentive) ? 'federal' : null;
  if (!isRecord(json)) return null;
  if (typeof json.state === 'string' && 'authorities' in json && 'programs' in json && 'incentives' in json) {
    return 'state';
  }
  const values = Object.values(json);
  if (values.length === 0) return null;
  if (values.every((value) => isRecord(value) && 'thresholds' in value)) return 'income_thresholds';
  const isPartner = (value: unknown) => isRecord(value) && typeof value.name === 'string';
  return values.every((value) => isRecord(value) && Object.values(value).every(isPartner))
    ? 'data_partners'
    : null;
}
