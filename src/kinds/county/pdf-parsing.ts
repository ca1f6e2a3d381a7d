import type { DocumentToRead, ListStore } from '../../property/pdf/list-documents.ts';
import { completed, failed, type KindContext, type Outcome } from '../kind.ts';
import { type PdfAnswer, type PdfProblem, readPdf } from '../pdf-worker.ts';
import { countyKind } from './county-kind.ts';

/** Deadline for each document: longer than its thread may take, with time to fetch and store. */
const ITEM_TIMEOUT_MS = 180_000;

/** What a document is called that gave no list; stable words. */
const CODES: Readonly<Record<PdfProblem, string>> = {
  no_text: 'pdf_scanned',
  protected: 'pdf_protected',
  broken: 'pdf_broken',
  not_a_property_list: 'not_a_property_list',
  too_large: 'pdf_too_large',
  too_slow: 'pdf_too_slow',
};

/** How a PDF is read; tests give limits of their own. */
export type ReadPdf = (
  content: () => Promise<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
) => Promise<PdfAnswer>;

/** Reads the properties that counties list in PDFs, one document after another. */
export function pdfParsingKind(
  store: ListStore,
  read: ReadPdf = oneAtATime(async (content, signal) => readPdf(await content(), { signal })),
) {
  return countyKind(
    'pdf_parsing',
    async (items, context) => {
      const documents = await store.find(
        context.job.organizationId,
        items.map(({ input }) => input.item_id),
      );
      const outcomes: Outcome[] = [];
      for (const { input } of items) {
        outcomes.push(await parse(documents.get(input.item_id), store, read, context));
      }
      return outcomes;
    },
    { itemTimeoutMs: ITEM_TIMEOUT_MS },
  );
}

async function parse(
  document: DocumentToRead | undefined,
  store: ListStore,
  read: ReadPdf,
  { job, signal, log }: KindContext<unknown>,
): Promise<Outcome> {
  if (document === undefined) {
    return failed('invalid_input', 'no_document', 'The document is not there any more');
  }
  const refused = unfit(document);
  if (refused !== undefined) return refused;
  signal.throwIfAborted();
  const answer = await read(() => store.content(document), signal);
  if (!answer.ok) return failed('invalid_input', CODES[answer.problem], answer.message);
  const { rows, layout, pages } = answer.reading;
  log.debug({ document: document.id, rows: rows.length, layout, pages }, 'read a list of properties');
  // nothing is stored for a lease that was lost: somebody else reads it now
  signal.throwIfAborted();
  return completed(await store.store(document, job.id, answer.reading));
}

/** What cannot be read here whatever it holds. */
function unfit({ blobId, fileFormat, sizeBytes }: DocumentToRead): Outcome | undefined {
  if (blobId === null) {
    return failed(
      'invalid_input',
      'document_not_stored',
      'The document is only an address, which is not fetched: download it and add the file',
    );
  }
  // what has no bytes has no format either
  if (fileFormat === 'pdf' || sizeBytes === 0) return undefined;
  const instead =
    fileFormat === 'csv' || fileFormat === 'tsv'
      ? 'import its rows as properties instead'
      : 'add it as a PDF, or import its rows as properties';
  return failed(
    'invalid_input',
    'not_a_pdf',
    `The document is no PDF but ${fileFormat ?? 'unknown'}: ${instead}`,
  );
}

/** One document in memory at a time, whatever runs beside: a process has bounds. */
function oneAtATime(read: ReadPdf): ReadPdf {
  let last: Promise<unknown> = Promise.resolve();
  return (content, signal) => {
    const next = last.then(() => read(content, signal));
    last = next.catch(() => {});
    return next;
  };
}
