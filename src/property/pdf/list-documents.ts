import { asOrganization, call, type Pool } from '../../db/pool.ts';
import type { BlobStore } from '../blobs/store.ts';
import type { ListReading } from './list-row.ts';
import { type ListDocument, type ListFinding, storeList } from './store-list.ts';

/** A document that should be read, and where its file is. */
export interface DocumentToRead extends ListDocument {
  readonly blobId: string | null;
  readonly fileFormat: string | null;
  readonly sizeBytes: number | null;
}

/** Documents of counties, for the kind that reads lists out of them. */
export interface ListStore {
  /** Those of the documents that are the organization's, by id, in one statement. */
  find(organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, DocumentToRead>>;
  /** The file of a document. */
  content(document: DocumentToRead): Promise<Uint8Array<ArrayBuffer>>;
  /** Stores a list, whole or not at all; see {@link storeList}. */
  store(document: ListDocument, jobId: string, reading: ListReading): Promise<ListFinding>;
}

export function listStore(pool: Pool, blobs: BlobStore): ListStore {
  return {
    async find(organizationId, ids) {
      const rows = await asOrganization(pool, organizationId, (db) =>
        call<Omit<DocumentToRead, 'sizeBytes'> & { sizeBytes: string | null }>(
          db,
          `select d.id, d.org_id as "organizationId", d.county_id as "countyId", c.state_code as "stateCode", d.title,
             d.file_name as "fileName", d.file_format as "fileFormat", d.blob_id as "blobId",
             b.size_bytes as "sizeBytes"
           from lotline.documents d join lotline.county_list c on c.id = d.county_id
           left join lotline.blobs b on b.id = d.blob_id
           where d.org_id = $1 and d.id = any ($2)`,
          [organizationId, ids],
        ),
      );
      return new Map(
        rows.map((row) => [
          row.id,
          { ...row, sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes) },
        ]),
      );
    },
    async content({ organizationId, blobId, sizeBytes }) {
      if (blobId === null) throw new Error('a document without a file has no content');
      const bytes = new Uint8Array(sizeBytes ?? 0);
      let length = 0;
      for await (const piece of await blobs.read({ organizationId, id: blobId })) {
        bytes.set(piece, length);
        length += piece.length;
      }
      return bytes;
    },
    store: (document, jobId, reading) => storeList(pool, document, jobId, reading),
  };
}
