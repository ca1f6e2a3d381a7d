import { type PageText, upright } from '../property/pdf/page-text.ts';
import { readList } from '../property/pdf/read-list.ts';
import type { PdfAnswer } from './pdf-worker.ts';

/** A document, and the most of it that is read. */
export interface PdfInput {
  readonly bytes: Uint8Array;
  readonly mostPages: number;
  readonly mostRuns: number;
}

/** Reads one document from its first page to its last; the bytes are given away. */
export async function answerFor(input: PdfInput): Promise<PdfAnswer> {
  try {
    return await read(input);
  } catch (error) {
    return { ok: false, ...problemOf(error) };
  }
}

async function read({ bytes, mostPages, mostRuns }: PdfInput): Promise<PdfAnswer> {
  if (bytes.length === 0) return broken('the file is empty (0 bytes)');
  if (!endsWhole(bytes)) return broken('the file breaks off: its end is missing');
  const { getDocumentProxy } = await import('unpdf');
  const document = await getDocumentProxy(bytes, {
    // half of a list is worse than none: what cannot be read is an error, not left out
    stopAtErrors: true,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  if (document.numPages > mostPages) {
    return {
      ok: false,
      problem: 'too_large',
      message: `The document has ${document.numPages} pages; at most ${mostPages} are read. Cut it in parts`,
    };
  }
  const pages: PageText[] = [];
  let runs = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ disableNormalization: true });
    // The library's types leave open what its transforms hold: the six numbers of a matrix.
    const placed = items.flatMap((item) =>
      'str' in item ? [{ text: item.str, transform: item.transform as number[], width: item.width }] : [],
    );
    // as above
    const text = upright({ number, width, height, transform: transform as number[], items: placed });
    page.cleanup();
    runs += text.runs.length;
    if (runs > mostRuns) {
      return {
        ok: false,
        problem: 'too_large',
        message: `The document holds more than ${mostRuns} pieces of text. Cut it in parts`,
      };
    }
    pages.push(text);
  }
  const list = readList(pages);
  return 'problem' in list ? { ok: false, ...list } : { ok: true, reading: list };
}

/** A PDF ends in %%EOF; where that is missing, the rest was cut off on its way. */
function endsWhole(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-4096)).includes('%%EOF');
}

function broken(what: string): PdfAnswer {
  return { ok: false, problem: 'broken', message: `The PDF cannot be read: ${what}` };
}

function problemOf(error: unknown): { problem: 'protected' | 'broken'; message: string } {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return {
      problem: 'protected',
      message: 'The PDF is protected by a password: add a copy that opens without one',
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { problem: 'broken', message: `The PDF cannot be read: ${message.slice(0, 300)}` };
}
