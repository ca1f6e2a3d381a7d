import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { call, type Pool } from '../../db/pool.ts';
import type { BlobKey, Contents } from './store.ts';

/** While it is written: the last name is there only for a whole file on the disk. */
const PART = '.part';
const ASKED_AT_ONCE = 500;

/**
 * Contents as files `<organization>/<id>` below a folder. Names come from ids of ours alone, never from what a
 * client called its file.
 */
export function folderContents(folder: string, pool: Pool): Contents {
  const placeOf = ({ organizationId, id }: BlobKey): { directory: string; file: string } => {
    if (!isUuid(organizationId) || !isUuid(id)) throw new Error('the id of a blob is no UUID');
    const directory = path.join(folder, organizationId);
    return { directory, file: path.join(directory, id) };
  };
  return {
    async write(key, bytes) {
      const { directory, file } = placeOf(key);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeWhole(`${file}${PART}`, bytes);
      await rename(`${file}${PART}`, file);
      await syncFolder(directory);
    },
    async read(key) {
      const { file } = placeOf(key);
      await stat(file).catch((cause: unknown) => {
        throw isMissing(cause)
          ? new AppError('not_found', 'The content of this file is gone', { cause })
          : cause;
      });
      return opened(file);
    },
    async remove(key) {
      const { file } = placeOf(key);
      await rm(`${file}${PART}`, { force: true });
      await rm(file, { force: true });
    },
    async sweepStrays(olderThanMs) {
      let swept = 0;
      for await (const organizationId of namesIn(folder)) {
        if (isUuid(organizationId))
          swept += await sweepOrganization(pool, folder, organizationId, olderThanMs);
      }
      return swept;
    },
  };
}

/** Opens the file only when somebody begins to read, so that nobody has to close what was not read. */
async function* opened(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}

async function writeWhole(file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const handle: FileHandle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename is on the disk once its folder is. */
async function syncFolder(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweepOrganization(
  pool: Pool,
  folder: string,
  organizationId: string,
  olderThanMs: number,
): Promise<number> {
  const directory = path.join(folder, organizationId);
  let swept = 0;
  let old: string[] = [];
  const removeStrays = async (): Promise<void> => {
    const ids = old.map((name) => path.basename(name, PART));
    const rows = await call<{ id: string }>(pool, 'select id from lotline.stray_blobs($1, $2) as s(id)', [
      organizationId,
      ids,
    ]);
    const stray = new Set(rows.map(({ id }) => id));
    for (const name of old) {
      if (!stray.has(path.basename(name, PART))) continue;
      await rm(path.join(directory, name), { force: true });
      swept += 1;
    }
    old = [];
  };
  for await (const name of namesIn(directory)) {
    if (!isUuid(path.basename(name, PART)) || !(await isOlder(path.join(directory, name), olderThanMs)))
      continue;
    old.push(name);
    if (old.length === ASKED_AT_ONCE) await removeStrays();
  }
  if (old.length > 0) await removeStrays();
  return swept;
}

async function* namesIn(directory: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(directory)) yield name;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function isOlder(file: string, olderThanMs: number): Promise<boolean> {
  try {
    return (await stat(file)).mtimeMs < Date.now() - olderThanMs;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
