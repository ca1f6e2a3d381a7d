import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { createLog } from '../../src/base/log.ts';
import { type BlobKey, createBlobStore } from '../../src/property/blobs/store.ts';
import { BlobSweeper } from '../../src/property/blobs/sweeper.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const folder = await mkdtemp(path.join(tmpdir(), 'lotline-blobs-'));
after(() => rm(folder, { recursive: true }));

const MOST = 10 * 1024 * 1024;
const stores = {
  database: createBlobStore(database.pools.api, { store: 'database' }),
  folder: createBlobStore(database.pools.api, { store: 'folder', folder }),
};

async function* pieces(...all: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const chunk of bytes) found.push(chunk);
  return Buffer.concat(found);
}

/** Everything that is stored for an organization: rows, chunks, files. */
async function traces(organizationId: string): Promise<{ rows: number; chunks: number; files: string[] }> {
  const { rows } = await database.pools.owner.query<{ rows: number; chunks: number }>(
    `select (select count(*)::int from lotline.blobs where org_id = $1) as rows,
       (select count(*)::int from lotline.blob_chunks c join lotline.blobs b on b.id = c.blob_id where b.org_id = $1) as chunks`,
    [organizationId],
  );
  const files = await readdir(path.join(folder, organizationId)).catch(() => []);
  return { rows: rows[0]?.rows ?? -1, chunks: rows[0]?.chunks ?? -1, files };
}

const NOTHING = { rows: 0, chunks: 0, files: [] };

for (const [name, store] of Object.entries(stores)) {
  test(`${name}: what goes in comes out, whatever its size and however it is cut`, async () => {
    const organizationId = await database.organization();
    for (const size of [0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3_000_000]) {
      const content = randomBytes(size);
      const cut = Math.floor(size / 3);
      const blob = await store.put(
        organizationId,
        pieces(content.subarray(0, cut), Buffer.alloc(0), content.subarray(cut)),
        MOST,
      );
      assert.equal(blob.sizeBytes, size);
      assert.equal(blob.sha256, createHash('sha256').update(content).digest('hex'));
      assert.ok((await all(await store.read(blob))).equals(content), `${size} bytes`);
    }
  });

  test(`${name}: a file at its limit is stored, one byte more leaves nothing`, async () => {
    const organizationId = await database.organization();
    const content = Buffer.alloc(600_000);
    await assert.rejects(store.put(organizationId, pieces(content), 599_999), { code: 'payload_too_large' });
    assert.deepEqual(await traces(organizationId), NOTHING);
    assert.equal((await store.put(organizationId, pieces(content), 600_000)).sizeBytes, 600_000);
  });

  test(`${name}: an upload that breaks off leaves nothing, and shows nothing before`, async () => {
    const organizationId = await database.organization();
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(700_000);
      assert.equal((await traces(organizationId)).rows, 1);
      throw new Error('the client went away');
    }
    await assert.rejects(store.put(organizationId, breaking(), MOST), /went away/);
    assert.deepEqual(await traces(organizationId), NOTHING);
  });

  test(`${name}: another organization's file is not there`, async () => {
    const owner = await database.organization();
    const stranger = await database.organization();
    const { id } = await store.put(owner, pieces(Buffer.from('private')), MOST);
    await assert.rejects(store.read({ organizationId: stranger, id }), { code: 'not_found' });
    await store.remove({ organizationId: stranger, id });
    assert.equal(String(await all(await store.read({ organizationId: owner, id }))), 'private');
    await assert.rejects(store.read({ organizationId: owner, id: randomUUID() }), { code: 'not_found' });
  });

  test(`${name}: a removed file is gone, row and content`, async () => {
    const organizationId = await database.organization();
    const blob = await store.put(organizationId, pieces(Buffer.alloc(300_000)), MOST);
    await store.remove(blob);
    await store.remove(blob);
    assert.deepEqual(await traces(organizationId), NOTHING);
  });

  test(`${name}: sweeping takes what nothing uses and what was never finished, once it is old`, async () => {
    const organizationId = await database.organization();
    const used = await store.put(organizationId, pieces(Buffer.from('used')), MOST);
    await useIt(used, used.sha256);
    await store.put(organizationId, pieces(Buffer.from('forgotten')), MOST);
    await database.pools.owner.query('insert into lotline.blobs (org_id, store) values ($1, $2)', [
      organizationId,
      name,
    ]);
    await store.sweep(3_600_000);
    assert.equal((await traces(organizationId)).rows, 3);
    await database.pools.owner.query(
      "update lotline.blobs set created_at = created_at - interval '2 hours' where org_id = $1",
      [organizationId],
    );
    assert.ok((await store.sweep(3_600_000)) >= 2);
    const { rows, files } = await traces(organizationId);
    assert.deepEqual([rows, files], [1, name === 'folder' ? [used.id] : []]);
    assert.equal(String(await all(await store.read(used))), 'used');
  });

  test(`${name}: a damaged content ends with an error, not as if it were whole`, async () => {
    const organizationId = await database.organization();
    const blob = await store.put(organizationId, pieces(Buffer.alloc(500_000, 'a')), MOST);
    await damage(blob);
    await assert.rejects(async () => all(await store.read(blob)), /damaged/);
  });

  async function damage(key: BlobKey): Promise<void> {
    if (name === 'folder') return truncate(path.join(folder, key.organizationId, key.id), 499_999);
    await database.pools.owner.query(
      'update lotline.blob_chunks set content = substring(content from 2) where blob_id = $1 and position = 1',
      [key.id],
    );
  }
}

async function useIt(blob: BlobKey, sha256: string): Promise<void> {
  await database.pools.owner.query(
    `insert into lotline.documents (org_id, county_id, document_type, title, blob_id, sha256)
     select $1, id, 'property_list', 'Used', $2, $3 from lotline.county_list limit 1`,
    [blob.organizationId, blob.id, sha256],
  );
}

test('folder: files that no row knows are swept, but not those of somebody else', async () => {
  const organizationId = await database.organization();
  const kept = await stores.folder.put(organizationId, pieces(Buffer.from('kept')), MOST);
  const own = path.join(folder, organizationId);
  const elsewhere = path.join(folder, randomUUID());
  await mkdir(elsewhere);
  const strays = [path.join(own, randomUUID()), path.join(own, `${randomUUID()}.part`)];
  const foreign = [
    path.join(own, 'notes.txt'),
    path.join(elsewhere, randomUUID()),
    path.join(folder, 'README'),
  ];
  const long = new Date(Date.now() - 7_200_000);
  for (const file of [...strays, ...foreign]) {
    await writeFile(file, 'x');
    await utimes(file, long, long);
  }
  await utimes(path.join(own, kept.id), long, long);
  const young = path.join(own, randomUUID());
  await writeFile(young, 'x');
  await stores.folder.sweep(3_600_000);
  assert.deepEqual((await readdir(own)).sort(), [kept.id, path.basename(young), 'notes.txt'].sort());
  for (const file of foreign) assert.equal(await readFile(file, 'utf8'), 'x');
});

test('folder: a file whose content was taken away is not found', async () => {
  const organizationId = await database.organization();
  const blob = await stores.folder.put(organizationId, pieces(Buffer.from('x')), MOST);
  await rm(path.join(folder, organizationId, blob.id));
  await assert.rejects(stores.folder.read(blob), { code: 'not_found' });
});

test('a store reads what the database has after it moved to a folder; the other way it says what is missing', async () => {
  const organizationId = await database.organization();
  const old = await stores.database.put(organizationId, pieces(Buffer.from('old')), MOST);
  assert.equal(String(await all(await stores.folder.read(old))), 'old');
  const recent = await stores.folder.put(organizationId, pieces(Buffer.from('new')), MOST);
  await assert.rejects(stores.database.read(recent), { code: 'configuration' });
});

test('the sweeper sweeps at its start and ends when it is stopped', async () => {
  const organizationId = await database.organization();
  await stores.database.put(organizationId, pieces(Buffer.from('old')), MOST);
  await database.pools.owner.query(
    "update lotline.blobs set created_at = created_at - interval '2 hours' where org_id = $1",
    [organizationId],
  );
  const lines: string[] = [];
  const sweeper = new BlobSweeper(
    stores.database,
    createLog('info', { write: (line) => void lines.push(line) }),
  );
  sweeper.start();
  sweeper.start();
  await sweeper.stop();
  assert.deepEqual(await traces(organizationId), NOTHING);
  assert.match(lines.join(''), /swept files/);
});
