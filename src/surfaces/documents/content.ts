import { Readable } from 'node:stream';
import { AppError } from '../../base/errors.ts';
import type { Answer } from '../../http/endpoint.ts';
import type { BlobStore } from '../../property/blobs/store.ts';
import type { Document } from '../../property/documents/document.ts';

/** Types that a browser only shows or saves; anything that could run is bytes to it. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  tif: 'image/tiff',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  doc: 'application/msword',
  zip: 'application/zip',
};

/** The content of a stored document as a download, never as a page of ours. */
export async function contentAnswer(
  store: BlobStore,
  organizationId: string,
  document: Document,
): Promise<Answer> {
  const { blobId, sizeBytes, fileFormat, fileName } = document;
  if (blobId === null || sizeBytes === null) {
    throw new AppError(
      'not_found',
      'This document is registered by its address; its content is not stored here',
      {
        hint: `It was published at ${document.url}`,
      },
    );
  }
  const bytes = await store.read({ organizationId, id: blobId });
  return {
    status: 200,
    stream: Readable.from(bytes, { objectMode: false }),
    headers: {
      'content-type': MEDIA_TYPES[fileFormat ?? ''] ?? 'application/octet-stream',
      'content-length': String(sizeBytes),
      'content-disposition': attachment(
        fileName ?? `document-${document.id}${fileFormat ? `.${fileFormat}` : ''}`,
      ),
      'x-content-type-options': 'nosniff',
    },
  };
}

/** A name in plain letters for old clients, and as it is for the others (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
