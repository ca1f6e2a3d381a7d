import PDFDocument from 'pdfkit';

/** One property as a test's list prints it. */
export interface PrintedProperty {
  parcel: string;
  owner: string;
  address: string;
  /** Cents. */
  due: number;
}

type Doc = PDFKit.PDFDocument;

/** A PDF of what `draw` draws, as bytes. */
export async function pdfOf(
  draw: (doc: Doc) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const doc = new PDFDocument({ size: 'LETTER', margin: 36, autoFirstPage: false, ...options });
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  draw(doc);
  doc.end();
  await ended;
  const all = Buffer.concat(pieces);
  const bytes = new Uint8Array(all.length);
  bytes.set(all);
  return bytes;
}

export const dollars = (cents: number): string =>
  `${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`;

/** Text at a place, never wrapped. */
export function put(doc: Doc, text: string, x: number, y: number, right?: number): void {
  const left = right === undefined ? x : right - doc.widthOfString(text);
  doc.text(text, left, y, { lineBreak: false });
}

export interface TableColumn {
  name: string;
  width: number;
  of(property: PrintedProperty): string;
  /** Amounts stand at the right. */
  right?: boolean;
}

export interface TableStyle {
  columns: readonly TableColumn[];
  font?: string;
  size?: number;
  /** Points from one row to the next. */
  leading?: number;
  headerOnEachPage?: boolean;
  title?: string;
  /** Lines under a page. */
  footer?: (page: number) => string;
  /** A heading before the row with that index. */
  captions?: ReadonlyMap<number, string>;
  /** After the last row. */
  totals?: readonly string[];
  page?: PDFKit.PDFDocumentOptions;
  /** What the file says of how its pages are turned to be read. */
  rotate?: number;
  /** Drawn so that it is upright once the page is turned. */
  drawnTurned?: boolean;
}

/** A table with the names of its columns above them; cells that are too wide wrap. */
export function tablePdf(properties: readonly PrintedProperty[], style: TableStyle) {
  const { columns, font = 'Helvetica', size = 9, leading = size * 1.6, headerOnEachPage = true } = style;
  const sideways = style.drawnTurned && (style.rotate === 90 || style.rotate === 270);
  const heightOf = (doc: Doc) => (sideways ? doc.page.width : doc.page.height);
  const bottom = (doc: Doc) => heightOf(doc) - 60;
  return pdfOf((doc) => {
    let y = 0;
    let pages = 0;
    const header = () => {
      doc.font('Helvetica-Bold').fontSize(size);
      let x = 40;
      for (const { name, width, right } of columns) {
        put(doc, name, x, y, right ? x + width - 6 : undefined);
        x += width;
      }
      y += leading * 1.2;
      doc.font(font).fontSize(size);
    };
    const page = () => {
      doc.addPage(style.page);
      if (style.rotate !== undefined) Object.assign(doc.page.dictionary.data, { Rotate: style.rotate });
      if (style.drawnTurned) drawTurned(doc, style.rotate ?? 0);
      pages += 1;
      doc.font('Helvetica').fontSize(8);
      if (style.footer) put(doc, style.footer(pages), 40, heightOf(doc) - 45);
      y = 50;
      if (pages === 1 && style.title !== undefined) {
        doc.fontSize(16);
        put(doc, style.title, 120, y);
        y += 40;
      }
      if (pages === 1 || headerOnEachPage) header();
      doc.font(font).fontSize(size);
    };
    page();
    for (const [index, property] of properties.entries()) {
      const cells = columns.map(({ of, width }) => wrap(doc, of(property), width - 6));
      const height = (Math.max(...cells.map((lines) => lines.length)) - 1) * size * 1.15 + leading;
      if (y + height > bottom(doc)) page();
      const caption = style.captions?.get(index);
      if (caption !== undefined) {
        put(doc, caption, 44, y + leading * 0.3);
        y += leading * 1.6;
      }
      let x = 40;
      for (const [at, { width, right }] of columns.entries()) {
        for (const [line, text] of (cells[at] ?? []).entries()) {
          put(doc, text, x, y + line * size * 1.15, right ? x + width - 6 : undefined);
        }
        x += width;
      }
      y += height;
    }
    y += leading;
    for (const total of style.totals ?? []) {
      put(doc, total, 40, y);
      y += leading;
    }
  });
}

/** Draws what follows so that a viewer which turns the page shows it upright. */
function drawTurned(doc: Doc, rotate: number): void {
  const { width, height } = doc.page;
  if (rotate === 90) doc.rotate(-90, { origin: [0, 0] }).translate(-height, 0);
  if (rotate === 180) doc.rotate(180, { origin: [width / 2, height / 2] });
  if (rotate === 270) doc.rotate(90, { origin: [0, 0] }).translate(0, -width);
}

function wrap(doc: Doc, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && doc.widthOfString(`${last} ${word}`) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

export interface NoticeStyle {
  columns: number;
  entry(property: PrintedProperty, index: number): string;
  /** Of the lines of an entry after its first, or of its first where it is negative, in points. */
  indent: number;
  /** Between entries, in points. */
  space: number;
  size?: number;
  gutter?: number;
  /** Words are divided at the ends of lines. */
  hyphenate?: boolean;
  /** Stands across all columns above the first entries. */
  intro?: string;
  header?: (page: number) => string;
  totals?: readonly string[];
}

/** Running entries in columns, which go on over the ends of columns and pages. */
export function noticePdf(properties: readonly PrintedProperty[], style: NoticeStyle) {
  const { columns, size = 7, gutter = 12 } = style;
  return pdfOf((doc) => {
    const width = (doc.options.size === 'LETTER' ? 612 : 792) - 72;
    const each = (width - gutter * (columns - 1)) / columns;
    let y = 0;
    let column = columns;
    let pages = 0;
    let top = 60;
    const next = () => {
      column += 1;
      y = top;
      if (column < columns) return;
      doc.addPage();
      pages += 1;
      column = 0;
      top = 60;
      doc.font('Times-Roman').fontSize(8);
      if (style.header) put(doc, style.header(pages), 36, 30);
      if (pages === 1 && style.intro !== undefined) {
        doc.fontSize(9);
        for (const line of wrap(doc, style.intro, width)) {
          put(doc, line, 36, top);
          top += 11;
        }
        top += 12;
      }
      y = top;
      doc.font('Times-Roman').fontSize(size);
    };
    const line = (text: string, indent: number) => {
      if (y + size * 1.2 > doc.page.height - 60) next();
      put(doc, text, 36 + column * (each + gutter) + indent, y);
      y += size * 1.1;
    };
    next();
    const texts = [...properties.map(style.entry), ...(style.totals ?? [])];
    for (const text of texts) {
      const inner = each - Math.abs(style.indent);
      const lines = style.hyphenate ? divide(doc, text, inner) : wrap(doc, text, inner);
      for (const [at, one] of lines.entries()) {
        const indent = style.indent < 0 ? (at === 0 ? -style.indent : 0) : at === 0 ? 0 : style.indent;
        line(one, indent);
      }
      y += style.space;
    }
  });
}

/** Like {@link wrap}, but long words are divided where the line is full. */
function divide(doc: Doc, text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const whole = last === '' ? word : `${last} ${word}`;
    if (doc.widthOfString(whole) <= width) {
      lines[lines.length - 1] = whole;
      continue;
    }
    const cut = /^[A-Z]{6,}$/.test(word) ? Math.ceil(word.length / 2) : 0;
    const begun = `${last} ${word.slice(0, cut)}-`;
    if (cut > 0 && last !== '' && doc.widthOfString(begun) <= width) {
      lines[lines.length - 1] = begun;
      lines.push(word.slice(cut));
    } else lines.push(word);
  }
  return lines;
}
