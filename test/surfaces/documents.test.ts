import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed } from '../support/engine.ts';
import { findingsIn, goodFinding } from '../support/finding-jobs.ts';
import { later } from '../support/later.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database);
const small = await testApi(database, { env: { LOTLINE_BLOB_LIMIT_MB: '1' } });

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const FIELDS = { county: 'Blair, PA', document_type: 'property_list' };

interface File {
  readonly bytes?: Uint8Array;
  readonly name?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

function formOf({ bytes = PDF, name = 'Upset List 2026.pdf', fields = FIELDS }: File = {}): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/html' }), name);
  return form;
}

const send = (client: Client, file: File = {}) =>
  client.ask('/api/documents', { method: 'POST', body: formOf(file) });
const register = (client: Client, body: object) =>
  client.post('/api/documents', { county: 'Blair, PA', document_type: 'legal_notice', ...body });

async function stored(organizationId: string): Promise<{ documents: number; blobs: number }> {
  const { rows } = await database.pools.owner.query<{ documents: number; blobs: number }>(
    `select (select count(*)::int from lotline.documents where org_id = $1) as documents,
       (select count(*)::int from lotline.blobs where org_id = $1) as blobs`,
    [organizationId],
  );
  return rows[0] ?? { documents: -1, blobs: -1 };
}

test('a file is stored with what its content says it is, and comes back as it was sent', async () => {
  const client = await api.client('analyst');
  const { status, body } = await send(client, {
    fields: { ...FIELDS, title: 'Upset sale', publication_date: '2026-08-01' },
  });
  assert.equal(status, 201, JSON.stringify(body));
  const { id, created_at: _, updated_at: __, county_id: ___, ...document } = body.document;
  assert.equal(body.created, true);
  assert.deepEqual(document, {
    county_name: 'Blair',
    state_code: 'PA',
    document_type: 'property_list',
    title: 'Upset sale',
    url: null,
    file_name: 'Upset List 2026.pdf',
    file_format: 'pdf',
    size_bytes: PDF.length,
    sha256: createHash('sha256').update(PDF).digest('hex'),
    publication_date: '2026-08-01',
    parsing_status: 'pending',
    parsing_error: null,
    parsed_at: null,
    created_by: 'key:analyst of a test',
  });
  assert.deepEqual((await client.get(`/api/documents/${id}`)).body, body.document);
  const content = await client.get(`/api/documents/${id}/content`);
  assert.equal(content.text, PDF.toString());
  const header = (name: string) => content.headers.get(name);
  assert.equal(header('content-type'), 'application/pdf');
  assert.equal(header('content-length'), String(PDF.length));
  assert.match(header('content-disposition') ?? '', /^attachment; filename="Upset List 2026.pdf"/);
  assert.equal(header('x-content-type-options'), 'nosniff');
  assert.match(header('content-security-policy') ?? '', /default-src 'none'/);
});

test('the same file twice in one county is stored once, and the answer says so', async () => {
  const client = await api.client();
  const first = await send(client);
  const again = await send(client, { name: 'copy.pdf', fields: { ...FIELDS, title: 'Another' } });
  assert.deepEqual([again.status, again.body.created], [200, false]);
  assert.deepEqual(again.body.document, first.body.document);
  const elsewhere = await send(client, { fields: { ...FIELDS, county: 'Bedford, PA' } });
  assert.equal(elsewhere.status, 201);
  assert.deepEqual(await stored(client.organizationId), { documents: 2, blobs: 1 });
  const both = await Promise.all([1, 2, 3, 4].map(() => send(client, { bytes: Buffer.from('a,b\n1,2\n') })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 200, 200, 201]);
  assert.deepEqual(await stored(client.organizationId), { documents: 3, blobs: 2 });
  const other = await api.client();
  assert.equal((await send(other)).status, 201, 'another organization knows nothing of it');
});

test('a file in a form is taken wherever its fields stand', async () => {
  const client = await api.client();
  const form = new FormData();
  form.append('file', new Blob(['a,b\n1,2\n']), 'list.csv');
  for (const [name, value] of Object.entries(FIELDS)) form.append(name, value);
  form.append('title', '');
  const { status, body } = await client.ask('/api/documents', { method: 'POST', body: form });
  assert.equal(status, 201, JSON.stringify(body));
  assert.deepEqual([body.document.title, body.document.file_format], ['list', 'csv']);
});

test('bad fields are refused by name, and nothing is left of the file', async () => {
  const client = await api.client();
  const cases: [fields: Record<string, string>, status: number, text: RegExp][] = [
    [{ document_type: 'property_list' }, 400, /county: is required/],
    [{ county: 'Blair, PA' }, 400, /document_type: must be one of property_list, legal_notice, registration/],
    [{ ...FIELDS, document_type: 'map' }, 400, /document_type: must be one of/],
    [{ ...FIELDS, county: 'Washington' }, 400, /Washington/],
    [{ ...FIELDS, county: 'Nowhere at all' }, 404, /Nowhere at all/],
    [{ ...FIELDS, publication_date: '2026-02-30' }, 400, /publication_date: must be a day that exists/],
    [{ ...FIELDS, title: 'x'.repeat(301) }, 400, /title: must be at most 300/],
    [{ ...FIELDS, colour: 'red' }, 400, /colour: there is no such field/],
    [{ ...FIELDS, title: 'a\0b' }, 400, /title: holds a NUL/],
  ];
  for (const [fields, status, text] of cases) {
    for (const fileFirst of [false, true]) {
      const form = formOf({ fields: fileFirst ? {} : fields });
      if (fileFirst) for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const reply = await client.ask('/api/documents', { method: 'POST', body: form });
      assert.equal(reply.status, status, reply.text);
      assert.match(reply.body.message, text);
    }
  }
  const twice = formOf();
  twice.append('county', 'Bedford, PA');
  assert.match(
    (await client.ask('/api/documents', { method: 'POST', body: twice })).body.message,
    /county: give it once/,
  );
  assert.match((await send(client, { bytes: Buffer.alloc(0) })).body.message, /file: is empty/);
  const none = new FormData();
  for (const [name, value] of Object.entries(FIELDS)) none.append(name, value);
  assert.match(
    (await client.ask('/api/documents', { method: 'POST', body: none })).body.message,
    /file: is required/,
  );
  const misnamed = new FormData();
  misnamed.append('upload', new Blob(['x']), 'x.txt');
  assert.match(
    (await client.ask('/api/documents', { method: 'POST', body: misnamed })).body.message,
    /file: send the file under this name/,
  );
  assert.deepEqual(await stored(client.organizationId), { documents: 0, blobs: 0 });
});

test('names of files are names, never paths or tricks', async () => {
  const client = await api.client();
  const cases: [sent: string, kept: string | null][] = [
    ['../../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\list.pdf', 'list.pdf'],
    ['..', null],
    ['\u202Efdp.exe', 'fdp.exe'],
    [`Straße "d'ünï" (100%).pdf`, `Straße "d'ünï" (100%).pdf`],
    [`${'x'.repeat(2000)}.pdf`, `${'x'.repeat(251)}.pdf`],
  ];
  for (const [at, [sent, kept]] of cases.entries()) {
    const { body } = await send(client, { name: sent, bytes: Buffer.from(`%PDF-1.7 ${at}`) });
    assert.equal(body.document?.file_name, kept, JSON.stringify(body));
    const { headers } = await client.get(`/api/documents/${body.document.id}/content`);
    const disposition = headers.get('content-disposition') ?? '';
    const name = decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(disposition)?.[1] ?? '');
    assert.equal(name, kept ?? `document-${body.document.id}.pdf`);
    assert.match(disposition, /^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.%~-]+$/);
  }
});

test('a page that a browser would run is handed out as bytes', async () => {
  const client = await api.client();
  const html = Buffer.from('<!DOCTYPE html><script>alert(1)</script>');
  const { body } = await send(client, { bytes: html, name: 'list.pdf' });
  assert.equal(body.document.file_format, 'html');
  const { headers } = await client.get(`/api/documents/${body.document.id}/content`);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
});

test('a file beyond the limit is refused and leaves nothing, one at the limit is taken', async () => {
  const client = await small.client();
  const limit = 1024 * 1024;
  const over = await send(client, { bytes: Buffer.alloc(limit + 1, 'a') });
  assert.deepEqual([over.status, over.body.code], [413, 'payload_too_large'], over.text);
  const far = await send(client, { bytes: Buffer.alloc(20 * limit, 'a') });
  assert.equal(far.status, 413);
  assert.deepEqual(await stored(client.organizationId), { documents: 0, blobs: 0 });
  assert.equal((await send(client, { bytes: Buffer.alloc(limit, 'a') })).status, 201);
});

test('a client that goes away in the middle of a file leaves nothing', async () => {
  const client = await api.client();
  const socket = connect(api.port, '127.0.0.1');
  socket.write(
    `POST /api/documents HTTP/1.1\r\nHost: localhost\r\nx-api-key: ${client.key}\r\nContent-Length: 9000000\r\n` +
      'Content-Type: multipart/form-data; boundary=xyz\r\n\r\n' +
      '--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7',
  );
  socket.write(Buffer.alloc(600_000));
  await until(async () => (await stored(client.organizationId)).blobs === 1, 'the upload to begin');
  socket.destroy();
  await until(async () => (await stored(client.organizationId)).blobs === 0, 'the upload to be taken back');
});

test('in a folder, a file is one file under our id; refused and repeated ones leave none', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lotline-files-'));
  after(() => rm(folder, { recursive: true }));
  const inFolder = await testApi(database, { env: { LOTLINE_BLOBS: folder, LOTLINE_BLOB_LIMIT_MB: '1' } });
  const client = await inFolder.client();
  const files = () => readdir(path.join(folder, client.organizationId));
  const { body } = await send(client, { name: '../../evil.pdf' });
  assert.equal((await client.get(`/api/documents/${body.document.id}/content`)).text, PDF.toString());
  await send(client, { name: 'again.pdf' });
  await send(client, { bytes: Buffer.alloc(2_000_000) });
  await send(client, { bytes: Buffer.from('x'), fields: { county: 'Blair, PA' } });
  const [only, ...more] = await files();
  assert.deepEqual(more, []);
  assert.match(only ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual(await readFile(path.join(folder, client.organizationId, only ?? '')), PDF);
});

test('an address is kept as it is, once for a county, and never with a password', async () => {
  const client = await api.client();
  const url = 'https://www.example.org/lists/Upset%20Sale%202026.pdf?year=2026';
  const first = await register(client, { url: ` ${url}#page=2 ` });
  assert.equal(first.status, 201, first.text);
  const { document } = first.body;
  assert.deepEqual(
    [document.url, document.title, document.file_format, document.file_name, document.sha256],
    [url, 'Upset Sale 2026', 'pdf', null, null],
  );
  const again = await register(client, { url: url.replace('www.example.org', 'WWW.EXAMPLE.ORG:443') });
  assert.deepEqual([again.status, again.body.created, again.body.document.id], [200, false, document.id]);
  const content = await client.get(`/api/documents/${document.id}/content`);
  assert.equal(content.status, 404);
  assert.match(content.body.hint, /www\.example\.org/);
  for (const [bad, text] of [
    ['example.org/list.pdf', /url: is no address/],
    ['ftp://example.org/a.pdf', /url: must begin with http/],
    ['javascript:alert(1)', /url: must begin with http/],
    ['file:///etc/passwd', /url: must begin with http/],
    ['https://ann:secret@example.org/a.pdf', /url: must not hold a user or password/],
    [`https://example.org/${'x'.repeat(2000)}`, /url: is longer than 2000/],
  ] as const) {
    const reply = await register(client, { url: bad });
    assert.equal(reply.status, 400, bad);
    assert.match(reply.body.message, text);
    assert.equal(reply.body.field, 'url');
    assert.equal(reply.text.includes('secret'), false);
  }
  const keyed = await client.post(
    '/api/documents',
    { ...FIELDS, url: 'https://example.org/b' },
    { 'idempotency-key': 'b' },
  );
  const replay = await client.post(
    '/api/documents',
    { ...FIELDS, url: 'https://example.org/b' },
    { 'idempotency-key': 'b' },
  );
  assert.deepEqual([keyed.status, replay.status, replay.text], [201, 201, keyed.text]);
});

test('documents are listed newest first, page by page, by what they are, and as CSV', async () => {
  const client = await api.client();
  for (let at = 1; at <= 5; at += 1) {
    await register(client, { url: `https://example.org/${at}`, title: `Notice ${at}` });
  }
  await register(client, { url: 'https://example.org/md', county: 'Garrett, MD', title: '=1+1' });
  await send(client);
  const titles = async (query: string) =>
    (await client.get(`/api/documents?${query}`)).body.documents.map((one: { title: string }) => one.title);
  assert.deepEqual(await titles('document_type=property_list'), ['Upset List 2026']);
  assert.deepEqual(await titles('state=MD'), ['=1+1']);
  assert.deepEqual(await titles('state=maryland'), ['=1+1']);
  assert.deepEqual(await titles('county=garrett'), ['=1+1']);
  assert.deepEqual(await titles('parsing_status=completed'), []);
  const seen: string[] = [];
  let cursor = '';
  for (let page = 0; page < 4; page += 1) {
    const { body } = await client.get(
      `/api/documents?county=Blair,PA&document_type=legal_notice&limit=2${cursor}`,
    );
    seen.push(...body.documents.map((one: { title: string }) => one.title));
    if (body.next_cursor === null) break;
    cursor = `&cursor=${body.next_cursor}`;
  }
  assert.deepEqual(seen, ['Notice 5', 'Notice 4', 'Notice 3', 'Notice 2', 'Notice 1']);
  for (const bad of ['cursor=abc', 'cursor=WyIxIl0', 'limit=501', 'state=Atlantis', 'document_type=map']) {
    assert.equal((await client.get(`/api/documents?${bad}`)).status, 400, bad);
  }
  const csv = await client.get('/api/documents?format=csv&limit=1&state=MD');
  assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/);
  const [header = '', row = '', end] = csv.text.split('\r\n');
  assert.match(header, /^id,county_id,county_name,state_code,document_type,title,url,/);
  assert.match(row, /,Garrett,MD,legal_notice,'=1\+1,https:\/\/example\.org\/md,/);
  assert.equal(end, '');
  assert.equal((await client.get('/api/documents?format=csv')).text.split('\r\n').length, 9);
});

test('viewers read and may not write; strangers find nothing', async () => {
  const owner = await api.client();
  const { body } = await send(owner);
  const { id } = body.document;
  const viewer = await api.client('viewer', owner.organizationId);
  assert.equal((await viewer.get(`/api/documents/${id}/content`)).status, 200);
  assert.equal((await send(viewer)).status, 403);
  const stranger = await api.client();
  for (const path of [`/api/documents/${id}`, `/api/documents/${id}/content`, '/api/documents/x']) {
    const reply = await stranger.get(path);
    assert.deepEqual([reply.status, reply.body.message], [404, 'Document not found'], path);
  }
  assert.deepEqual((await stranger.get('/api/documents')).body, { documents: [], next_cursor: null });
  assert.equal((await api.ask('/api/documents', { method: 'POST', body: formOf() })).status, 401);
});

test('a document is in progress while somebody holds it, and no longer', async () => {
  const client = await api.client('analyst');
  const { jobs, countyJob } = findingsIn(database);
  const job = await countyJob('pdf_parsing', 2, { organizationId: client.organizationId });
  const stranger = await api.client('analyst');
  const statuses = async () => {
    const { body } = await client.get('/api/documents');
    return body.documents.map((one: { parsing_status: string }) => one.parsing_status).toSorted();
  };
  const found = async (status: string) =>
    (await client.get(`/api/documents?parsing_status=${status}`)).body.documents.length;
  assert.deepEqual(await statuses(), ['pending', 'pending']);
  const batch = await jobs.claimOne(job, 1);
  assert.deepEqual(await statuses(), ['in_progress', 'pending']);
  assert.deepEqual([await found('in_progress'), await found('pending')], [1, 1]);
  assert.deepEqual((await stranger.get('/api/documents')).body.documents, []);
  await later(database.pools.owner, 86_400, async () => {
    assert.deepEqual(await statuses(), ['pending', 'pending'], 'whoever held it is gone');
  });
  await jobs.report(batch, completed(goodFinding('pdf_parsing')), [1]);
  assert.deepEqual(await statuses(), ['completed', 'pending']);
});
