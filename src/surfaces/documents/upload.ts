import type { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { asOrganization } from '../../db/pool.ts';
import type { BodyStreamSpec } from '../../http/body-stream.ts';
import { type Answer, answer, type Call } from '../../http/endpoint.ts';
import type { Blob, BlobStore } from '../../property/blobs/store.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { type Added, addFile, addUrl } from '../../property/documents/add-document.ts';
import { DOCUMENT_TYPES } from '../../property/documents/document.ts';
import { fileFormat, HEAD_BYTES, urlFormat } from '../../property/documents/file-format.ts';
import { cleanFileName, readUrl, titleOf } from '../../property/documents/read-fields.ts';
import { type Fields, fieldsSchema, type registerSchema, toDocumentBody } from './wire.ts';

/** The fields around the file. */
const FORM_BYTES = 64 * 1024;

/** A form with one file and its fields. */
export function documentForm(limitBytes: number): BodyStreamSpec {
  const text = { type: 'string' };
  const schema = {
    type: 'object',
    required: ['file', 'county', 'document_type'],
    properties: {
      file: { type: 'string', format: 'binary' },
      county: { ...text, description: 'Its id, its FIPS code or its name, such as "Blair, PA"' },
      document_type: { type: 'string', enum: DOCUMENT_TYPES },
      title: text,
      publication_date: { type: 'string', format: 'date' },
    },
  };
  return { types: { 'multipart/form-data': { schema } }, limitBytes: limitBytes + FORM_BYTES };
}

type AddCall = Pick<
  Call<unknown, unknown, z.infer<typeof registerSchema>>,
  'caller' | 'transaction' | 'body'
>;

/** Registers an address. */
export function register({ caller, transaction, body }: AddCall): Promise<Answer> {
  const read = readUrl(body.url);
  if ('problem' in read) throw fault('url', `url: ${read.problem}`);
  return transaction(async (db) => {
    const county = await resolveCounty(db, body.county);
    const added = await addUrl(
      db,
      {
        ...newDocument(caller, body, county.id),
        title: body.title ?? titleOf(null, read.value),
        fileName: null,
        fileFormat: urlFormat(read.value),
      },
      read.value,
    );
    return answerAdded(added);
  });
}

/** Stores a file that arrives as a form, and makes it a document. */
export async function upload(call: Call, store: BlobStore, limitBytes: number): Promise<Answer> {
  const { caller, stream } = call;
  const given: Record<string, string> = {};
  let file: StoredFile | undefined;
  try {
    for await (const part of stream?.parts() ?? []) {
      if (part.kind === 'field') keepField(given, part.name, part.value);
      else {
        if (part.name !== 'file') throw fault(part.name.slice(0, 100), 'file: send the file under this name');
        // Before so many bytes pass, rather than after.
        if (given.county !== undefined && given.document_type !== undefined) await checkFields(call, given);
        file = await storeFile(store, caller.organizationId, part, limitBytes);
      }
    }
    if (file === undefined)
      throw fault('file', 'file: is required; to register an address, send JSON with url');
    const added = await addStored(call, parseFields(given), file);
    if (added.document.blobId !== file.blob.id) await drop(store, file.blob);
    return answerAdded(added);
  } catch (error) {
    if (file !== undefined) await drop(store, file.blob);
    throw error;
  }
}

/** Should this fail, the sweep finds it. */
async function drop(store: BlobStore, blob: Blob): Promise<void> {
  await store.remove(blob).catch(() => {});
}

interface StoredFile {
  readonly blob: Blob;
  readonly name: string | null;
  readonly format: string | null;
}

async function storeFile(
  store: BlobStore,
  organizationId: string,
  part: { readonly fileName: string | undefined; readonly bytes: AsyncIterable<Uint8Array> },
  limitBytes: number,
): Promise<StoredFile> {
  const head: Uint8Array[] = [];
  let seen = 0;
  async function* withHead(): AsyncGenerator<Uint8Array> {
    for await (const chunk of part.bytes) {
      if (seen < HEAD_BYTES) head.push(chunk.slice(0, HEAD_BYTES - seen));
      seen += chunk.length;
      yield chunk;
    }
    if (seen === 0) throw fault('file', 'file: is empty');
  }
  const blob = await store.put(organizationId, withHead(), limitBytes);
  const name = cleanFileName(part.fileName);
  return { blob, name, format: fileFormat(Buffer.concat(head), name) };
}

function addStored({ caller, pool }: Call, fields: Fields, file: StoredFile): Promise<Added> {
  return asOrganization(pool, caller.organizationId, async (db) => {
    const county = await resolveCounty(db, fields.county);
    const document = {
      ...newDocument(caller, fields, county.id),
      title: fields.title ?? titleOf(file.name, null),
      fileName: file.name,
      fileFormat: file.format,
    };
    return addFile(db, document, file.blob);
  });
}

function newDocument({ organizationId, actor }: Call['caller'], fields: Fields, countyId: string) {
  return {
    organizationId,
    actor,
    countyId,
    documentType: fields.document_type,
    publicationDate: fields.publication_date ?? null,
  };
}

function answerAdded({ document, created }: Added): Answer {
  return answer(created ? 201 : 200, { document: toDocumentBody(document), created });
}

function keepField(given: Record<string, string>, name: string, value: string): void {
  if (!Object.hasOwn(fieldsSchema.shape, name)) {
    const names = Object.keys(fieldsSchema.shape).join(', ');
    throw fault(name, `${name}: there is no such field; there are file, ${names}`);
  }
  if (given[name] !== undefined) throw fault(name, `${name}: give it once`);
  if (value.includes('\0')) throw fault(name, `${name}: holds a NUL character; remove it`);
  // A form sends what was left empty.
  if (value.trim() !== '') given[name] = value;
}

async function checkFields({ caller, pool }: Call, given: Record<string, string>): Promise<void> {
  const { county } = parseFields(given);
  await asOrganization(pool, caller.organizationId, (db) => resolveCounty(db, county));
}

function parseFields(given: Record<string, string>): Fields {
  const read = fieldsSchema.safeParse(given);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw fault(String(first?.path[0] ?? ''), read.error.issues.map((issue) => issue.message).join('; '));
}

function fault(field: string, message: string): AppError {
  return new AppError('validation_failed', message, { field });
}
