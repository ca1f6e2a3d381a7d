import { AppError } from '../../base/errors.ts';
import { asOrganization, call, type Pool } from '../../db/pool.ts';
import { databaseContents } from './database-contents.ts';
import { folderContents } from './folder-contents.ts';
import { checked, Measure } from './measure.ts';

/** Where contents of blobs may be. */
export type Place = { readonly store: 'database' } | { readonly store: 'folder'; readonly folder: string };

/** A file of an organization. */
export interface Blob {
  readonly id: string;
  readonly organizationId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Which blob: an id alone says nothing without whose it is. */
export interface BlobKey {
  readonly organizationId: string;
  readonly id: string;
}

/** Bytes by blob, somewhere: what differs between a database and a folder. */
export interface Contents {
  /** Stores the bytes as they come. The blob counts as nothing until its row is finished. */
  write(key: BlobKey, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** Throws `not_found` when they are gone. */
  read(key: BlobKey): Promise<AsyncIterable<Uint8Array>>;
  /** Takes away what `write` has stored, finished or not. */
  remove(key: BlobKey): Promise<void>;
  /** Takes away old contents that no row of a blob knows; answers how many. */
  sweepStrays(olderThanMs: number): Promise<number>;
}

/** Files of organizations, in the database or in a folder, streamed in and out. */
export interface BlobStore {
  /**
   * Stores what `bytes` yields, whole or not at all. Whoever uses the blob has to name it in a row of its own soon:
   * what nothing uses is swept. Throws `payload_too_large` beyond `limitBytes`, and what `bytes` throws.
   */
  put(organizationId: string, bytes: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Blob>;
  /** The bytes, as fast as they are taken. Ends with an error when they are not what was stored. */
  read(key: BlobKey): Promise<AsyncIterable<Uint8Array>>;
  /** Takes away a blob that nothing uses. */
  remove(key: BlobKey): Promise<void>;
  /** Takes away what was begun or left unused longer ago than `olderThanMs`, of every organization. */
  sweep(olderThanMs: number): Promise<number>;
}

const SWEPT_AT_ONCE = 200;

/** New blobs go to `place`; those of a folder can be read only while it is configured. */
export function createBlobStore(pool: Pool, place: Place): BlobStore {
  const inDatabase = databaseContents(pool);
  const inFolder = place.store === 'folder' ? folderContents(place.folder, pool) : undefined;
  const ours = inFolder ?? inDatabase;

  async function remove(key: BlobKey): Promise<void> {
    await asOrganization(pool, key.organizationId, (db) =>
      call(db, 'delete from lotline.blobs where id = $1 and org_id = $2', [key.id, key.organizationId]),
    );
    await ours.remove(key);
  }

  return {
    async put(organizationId, bytes, limitBytes) {
      const key = { organizationId, id: await begin(pool, organizationId, place.store) };
      try {
        const measure = new Measure(bytes, limitBytes);
        await ours.write(key, measure);
        const { sha256, sizeBytes } = measure.result();
        await finish(pool, key, sha256, sizeBytes);
        return { ...key, sha256, sizeBytes };
      } catch (error) {
        // Should this fail as well, the sweep finds it.
        await remove(key).catch(() => {});
        throw error;
      }
    },
    async read(key) {
      const { store, sha256, size } = await find(pool, key);
      const contents = store === 'database' ? inDatabase : inFolder;
      if (contents === undefined) {
        throw new AppError('configuration', 'This file is in a folder, and this server was given none', {
          hint: 'Set LOTLINE_BLOBS to the folder that the file was stored in.',
        });
      }
      return checked(await contents.read(key), { sha256, sizeBytes: Number(size) });
    },
    remove,
    async sweep(olderThanMs) {
      let swept = await ours.sweepStrays(olderThanMs);
      for (;;) {
        const rows = await call<{ org_id: string; id: string }>(
          pool,
          `select org_id, id from lotline.sweep_blobs($1, $2 * interval '1 millisecond', $3)`,
          [place.store, olderThanMs, SWEPT_AT_ONCE],
        );
        for (const { org_id, id } of rows) await ours.remove({ organizationId: org_id, id });
        swept += rows.length;
        if (rows.length < SWEPT_AT_ONCE) return swept;
      }
    },
  };
}

async function begin(pool: Pool, organizationId: string, store: Place['store']): Promise<string> {
  return asOrganization(pool, organizationId, async (db) => {
    const [row] = await call<{ id: string }>(
      db,
      'insert into lotline.blobs (org_id, store) values ($1, $2) returning id',
      [organizationId, store],
    );
    if (row === undefined) throw new Error('a blob was not begun');
    return row.id;
  });
}

async function finish(pool: Pool, key: BlobKey, sha256: string, sizeBytes: number): Promise<void> {
  await asOrganization(pool, key.organizationId, async (db) => {
    const rows = await call(
      db,
      `update lotline.blobs set sha256 = $3, size_bytes = $4, finished_at = clock_timestamp()
       where id = $1 and org_id = $2 returning id`,
      [key.id, key.organizationId, sha256, sizeBytes],
    );
    if (rows.length === 0) throw new AppError('request_timeout', 'The file took too long to arrive');
  });
}

async function find(
  pool: Pool,
  key: BlobKey,
): Promise<{ store: Place['store']; sha256: string; size: string }> {
  return asOrganization(pool, key.organizationId, async (db) => {
    const [row] = await call<{ store: Place['store']; sha256: string; size: string }>(
      db,
      `select store, sha256, size_bytes as size from lotline.blobs
       where id = $1 and org_id = $2 and finished_at is not null`,
      [key.id, key.organizationId],
    );
    if (row === undefined) throw new AppError('not_found', 'There is no such file');
    return row;
  });
}
