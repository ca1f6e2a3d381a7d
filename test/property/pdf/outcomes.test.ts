import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { PDF_LIMITS, type PdfAnswer, readPdf } from '../../../src/kinds/pdf-worker.ts';
import { dollars, noticePdf, pdfOf, put, tablePdf } from '../../support/pdf.ts';
import { countyOf } from '../../support/pdf-properties.ts';

const columns = [
  { name: 'Parcel', width: 150, of: (p: { parcel: string }) => p.parcel },
  { name: 'Address', width: 150, of: (p: { address: string }) => p.address },
  { name: 'Due', width: 100, of: (p: { due: number }) => `$${dollars(p.due)}` },
];

function problemOf(answer: PdfAnswer): string {
  return answer.ok ? `read ${answer.reading.rows.length} rows` : answer.problem;
}

test('a scan has no text, and says what to do', async () => {
  const bytes = await pdfOf((doc) => {
    for (let page = 0; page < 3; page += 1) {
      doc.addPage();
      doc.image(picture(), 0, 0, { width: 612 });
    }
  });
  const answer = await readPdf(bytes);
  assert.equal(problemOf(answer), 'no_text');
  assert.match(answer.ok ? '' : answer.message, /OCR/);
});

test('a protected document is told from one that anybody may open', async () => {
  const list = countyOf(8, 0);
  const draw = (doc: PDFKit.PDFDocument) => {
    doc.addPage().fontSize(9);
    put(doc, 'Parcel Number', 40, 40);
    put(doc, 'Amount Due', 240, 40);
    for (const [at, { parcel, due }] of list.entries()) {
      put(doc, parcel, 40, 60 + at * 14);
      put(doc, `$${dollars(due)}`, 240, 60 + at * 14);
    }
  };
  const secret = await readPdf(await pdfOf(draw, { userPassword: 'secret', ownerPassword: 'more secret' }));
  assert.equal(problemOf(secret), 'protected');
  // only changing it needs a password: everybody reads it
  assert.equal(problemOf(await readPdf(await pdfOf(draw, { ownerPassword: 'secret' }))), 'read 8 rows');
});

test('what is broken gives nothing rather than a half of it', async () => {
  const whole = await tablePdf(countyOf(300, 1), { columns });
  assert.equal(problemOf(await readPdf(whole.slice())), 'read 300 rows');
  for (const share of [0, 0.2, 0.5, 0.9, 0.99]) {
    assert.equal(problemOf(await readPdf(whole.slice(0, whole.length * share))), 'broken', `${share} of it`);
  }
  const noise = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 131) % 251);
  assert.equal(problemOf(await readPdf(noise)), 'broken');
});

test('a table, a letter and a report about other things are no lists of properties', async () => {
  const states = await pdfOf((doc) => {
    doc.addPage().fontSize(8);
    for (const [at, name] of ['State / Territory', 'Permit', 'Handgun', 'Long Gun', 'Totals'].entries()) {
      put(doc, name, 40 + at * 90, 40);
    }
    for (let row = 0; row < 50; row += 1) {
      for (let at = 0; at < 5; at += 1)
        put(doc, at === 0 ? `State ${row}` : `${row * 17 + at},120`, 40 + at * 90, 60 + row * 12);
    }
  });
  const letter = await pdfOf((doc) => {
    doc.addPage().fontSize(11);
    const text =
      'Dear Sir or Madam, the annual fee for your account of $1,250.00 is due on June 30, 2026. Please pay at 200 ' +
      'Holliday Street or by mail. A late fee of $25.00 applies after that day. Call 410-396-3987 with questions. ';
    doc.text(text.repeat(6), 72, 72, { width: 450 });
  });
  const budget = await pdfOf((doc) => {
    doc.addPage().fontSize(9);
    for (const [at, name] of ['Department', 'Name', 'Amount'].entries()) put(doc, name, 40 + at * 160, 40);
    for (let row = 0; row < 40; row += 1) {
      put(doc, `Department ${row}`, 40, 60 + row * 14);
      put(doc, 'Salaries and wages', 200, 60 + row * 14);
      put(doc, `$${row},500.00`, 360, 60 + row * 14);
    }
  });
  for (const bytes of [states, letter, budget]) {
    assert.equal(problemOf(await readPdf(bytes)), 'not_a_property_list');
  }
});

test('a hundred pages are read within their memory, and less memory, time or pages end it by name', async () => {
  const bytes = await noticePdf(countyOf(14_000, 3), {
    columns: 4,
    indent: 6,
    space: 1,
    size: 6,
    entry: (p) => `${p.address} (${p.parcel}) 14X110 ASSESSED FOR $35,000 TO ${p.owner} $${dollars(p.due)}`,
  });
  const answer = await readPdf(bytes.slice());
  assert.equal(problemOf(answer), 'read 14000 rows');
  assert.ok(answer.ok && answer.reading.pages >= 100, answer.ok ? `${answer.reading.pages} pages` : '');
  assert.equal(
    problemOf(await readPdf(bytes.slice(), { limits: { ...PDF_LIMITS, memoryMb: 16 } })),
    'too_large',
  );
  assert.equal(
    problemOf(await readPdf(bytes.slice(), { limits: { ...PDF_LIMITS, timeoutMs: 50 } })),
    'too_slow',
  );
  assert.equal(
    problemOf(await readPdf(bytes.slice(), { limits: { ...PDF_LIMITS, mostPages: 9 } })),
    'too_large',
  );
  assert.equal(
    problemOf(await readPdf(bytes.slice(), { limits: { ...PDF_LIMITS, mostRuns: 900 } })),
    'too_large',
  );
});

test('a reading that nobody waits for any more ends', async () => {
  const bytes = await tablePdf(countyOf(2_000, 1), { columns });
  const stop = new AbortController();
  const reading = readPdf(bytes, { signal: stop.signal });
  stop.abort(new Error('the lease is lost'));
  await assert.rejects(reading, /the lease is lost/);
});

/** A grey picture as a PNG file. */
function picture(): Buffer {
  const size = 16;
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc(body), body.length + 4);
    return framed;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head[8] = 8;
  const pixels = Buffer.alloc(size * (size + 1), 0x99).map((value, at) =>
    at % (size + 1) === 0 ? 0 : value,
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
