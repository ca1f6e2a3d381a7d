import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Parcel } from './world/parcel.ts';

/** How a county's list of a tax sale is laid out. */
const PAGE = { size: 'LETTER', margin: 54 } as const;
const COLUMNS = [
  { title: 'Parcel ID', x: 54, width: 120, align: 'left' },
  { title: 'Property Address', x: 184, width: 260, align: 'left' },
  { title: 'Amount Due', x: 460, width: 98, align: 'right' },
] as const;
const ROW_HEIGHT = 18;
const FIRST_ROW = 128;
const LAST_ROW = 712;

/** What is due on a lot at the sale: two years of its taxes, in cents. */
export function amountDue(parcel: Pick<Parcel, 'taxAmount'>): number {
  return Math.round(parcel.taxAmount * 200);
}

/**
 * Writes the list of a county's tax sale as a PDF, as counties publish them: a heading on every page, a row for each
 * parcel, the total at the end. Every page says that it is made up.
 */
export async function writeSaleList(file: string, county: string, parcels: readonly Parcel[]): Promise<void> {
  // Heavy, and only needed here.
  const { default: PdfDocument } = await import('pdfkit');
  const page = new PdfDocument({ ...PAGE, info: { Title: `Tax sale, ${county} (sample)` } });
  const written = pipeline(page, createWriteStream(file));
  let y = heading(page, county);
  for (const parcel of parcels) {
    if (y > LAST_ROW) {
      page.addPage();
      y = heading(page, county);
    }
    row(page, y, [parcel.apn, addressOf(parcel), dollars(amountDue(parcel))]);
    y += ROW_HEIGHT;
  }
  if (y > LAST_ROW) {
    page.addPage();
    y = heading(page, county);
  }
  const total = parcels.reduce((sum, parcel) => sum + amountDue(parcel), 0);
  page.font('Helvetica-Bold');
  row(page, y + ROW_HEIGHT / 2, [`Total: ${parcels.length} parcels`, '', dollars(total)]);
  page.end();
  await written;
}

type Page = PDFKit.PDFDocument;

/** Where the first row goes. */
function heading(page: Page, county: string): number {
  page.font('Helvetica-Bold').fontSize(14).text(`${county}: Delinquent Tax Sale`, PAGE.margin, PAGE.margin);
  page.font('Helvetica').fontSize(9).text('Sample list. Parcels and amounts are made up.', PAGE.margin, 78);
  page.font('Helvetica-Bold').fontSize(10);
  row(
    page,
    FIRST_ROW - ROW_HEIGHT - 4,
    COLUMNS.map(({ title }) => title),
  );
  page.font('Helvetica');
  return FIRST_ROW;
}

function row(page: Page, y: number, cells: readonly string[]): void {
  for (const [at, { x, width, align }] of COLUMNS.entries()) {
    page.text(cells[at] ?? '', x, y, { width, align, lineBreak: false });
  }
}

function addressOf({ address, unit, city, state, zip }: Parcel): string {
  const street = [address, unit].filter(Boolean).join(' ');
  return street === '' ? '' : `${street}, ${city.toUpperCase()} ${state} ${zip}`;
}

function dollars(cents: number): string {
  return `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
