import path from 'node:path';
import { AppError } from '../../../base/errors.ts';
import { call, inTransaction, type Pool, type Queryable } from '../../../db/pool.ts';
import { loadPartners, loadThresholds } from './list-files.ts';
import { type ImportProblem, ProblemList } from './problems.ts';
import { readFederalFile, readStateFile } from './program-file.ts';
import { type Content, contents, detect, fileHash, listFiles } from './source-file.ts';
import { findStateFolders } from './state-folders.ts';
import { itemsWithoutDevice, storePrograms, unplacedAuthorities } from './store-programs.ts';
import { loadTable } from './table-files.ts';

interface ImportedFile {
  file: string;
  content: Content;
  /** The state of a state's programs, `US` for federal ones, null for tables of the whole country. */
  scope: string | null;
  /** Rows stored, by what they are. */
  counts: Record<string, number>;
  /** How many of `problems` are of this file. */
  problems: number;
}

export interface ImportReport {
  files: ImportedFile[];
  /** Files that are not part of a catalogue, left alone. */
  ignored: { file: string; reason: string }[];
  /** What could not be read, or can be read and will never match an address. */
  problems: ImportProblem[];
}

export interface ImportOptions {
  /** Called once per file, for people who wait. */
  log?: (line: string) => void;
}

/**
 * Loads the catalogue files of Rewiring America as they are: one file, or a folder at any depth to three, packed or
 * not, told apart by content. Each file is one transaction in place of what it stored before, so running it again
 * changes nothing and a failure leaves the file's former state. `pool` connects as the owner.
 * @throws AppError `invalid_argument` when nothing under `source` is part of a catalogue
 */
export async function importCatalogue(
  pool: Pool,
  source: string,
  { log = () => {} }: ImportOptions = {},
): Promise<ImportReport> {
  const report: ImportReport = { files: [], ignored: [], problems: [] };
  const found = await detectAll(source, report);
  if (found.length === 0) {
    throw new AppError('invalid_argument', `${source} holds no catalogue file`, {
      field: 'path',
      details: report.ignored,
    });
  }
  for (const one of found) {
    const problems = new ProblemList(one.name);
    const stored = await inTransaction(pool, (db) => importFile(db, one, problems));
    report.problems.push(...problems.list);
    if (stored === null) continue;
    const file: ImportedFile = {
      file: one.name,
      content: one.content,
      ...stored,
      problems: problems.list.length,
    };
    report.files.push(file);
    const counts = Object.entries(stored.counts).map(([what, count]) => `${count} ${what}`);
    log(
      `${one.name}: ${counts.join(', ')}${file.problems > 0 ? `, ${file.problems} not read or not placed` : ''}`,
    );
  }
  return report;
}

interface FoundFile {
  /** Relative to what was asked for. */
  name: string;
  /** One file, or the three of a state's folder. */
  parts: readonly string[];
  content: Content;
  json: unknown;
}

async function detectAll(source: string, report: ImportReport): Promise<FoundFile[]> {
  const files = await listFiles(source).catch((cause: unknown) => {
    throw new AppError('invalid_argument', `${source} cannot be read`, { field: 'path', cause });
  });
  const nameOf = (file: string) => path.relative(source, file) || path.basename(file);
  const folders = await findStateFolders(files);
  const inFolders = new Set(folders.flatMap(({ parts }) => parts));
  const found: FoundFile[] = folders.map(({ parts, json }) => ({
    name: nameOf(path.dirname(parts[0] ?? source)),
    parts,
    content: 'state',
    json,
  }));
  for (const file of files.filter((one) => !inFolders.has(one))) {
    const detected = await detect(file);
    if (detected.content === null) report.ignored.push({ file: nameOf(file), reason: detected.reason });
    else found.push({ name: nameOf(file), parts: [file], content: detected.content, json: detected.json });
  }
  return found.sort((a, b) => contents.indexOf(a.content) - contents.indexOf(b.content));
}

type Stored = Pick<ImportedFile, 'scope' | 'counts'>;

/** Stores one file; null when it turned out to be unreadable as a whole (the reason is among the problems). */
async function importFile(db: Queryable, found: FoundFile, problems: ProblemList): Promise<Stored | null> {
  // Imports wait for each other here, before they touch anything.
  await db.query('select version from lotline.catalogue_version for update');
  const stored = await storeContent(db, found, problems);
  if (stored === null) return null;
  await db.query('select lotline.link_catalogue()');
  if (stored.scope !== null) await reportUnmatched(db, stored.scope, problems);
  await call(
    db,
    `insert into lotline.catalogue_imports (source, what, scope, file, sha256, counts, problems)
     values ('rewiring-america', $1, $2, $3, $4, $5, $6)`,
    [
      found.content,
      stored.scope,
      found.name,
      await fileHash(found.parts),
      JSON.stringify(stored.counts),
      JSON.stringify(problems.list),
    ],
  );
  return stored;
}

async function storeContent(db: Queryable, found: FoundFile, problems: ProblemList): Promise<Stored | null> {
  const { content, parts, json } = found;
  switch (content) {
    case 'counties':
    case 'geographies':
    case 'zip_codes':
    case 'zip_territories':
      return { scope: null, counts: { ...(await loadTable(db, parts[0] ?? '', content, problems)) } };
    case 'income_thresholds':
      return { scope: null, counts: { ...(await loadThresholds(db, json, problems)) } };
    case 'data_partners':
      return { scope: null, counts: { ...(await loadPartners(db, json, problems)) } };
    case 'federal':
    case 'state': {
      const programs = content === 'state' ? readStateFile(json, problems) : readFederalFile(json, problems);
      if (programs === null) return null;
      const counts = await storePrograms(db, 'rewiring-america', programs);
      return { scope: programs.stateCode, counts };
    }
  }
}

async function reportUnmatched(db: Queryable, stateCode: string, problems: ProblemList): Promise<void> {
  for (const { authority, geography_id, area } of await unplacedAuthorities(db, stateCode)) {
    const reason =
      area === null
        ? `geography ${geography_id} is not in the catalogue (load the table of areas, if it has it)`
        : `area "${area}" has no bounds in the catalogue, so no address is found in it`;
    problems.add(authority, reason);
  }
  for (const item of await itemsWithoutDevice(db, stateCode)) {
    problems.add(item, 'no device stands for this item, so no lookup can ask for it');
  }
}
