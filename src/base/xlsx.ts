import { type ZipEntry, zip } from './zip.ts';

/** Workbooks that are written while their rows are still being read: a page of rows in memory, as for CSV. */

/** What a cell holds. Text is always text: a spreadsheet runs none of it. Days and times are UTC. */
export type XlsxCell = string | number | Date | boolean | null | { readonly dollars: number };

export interface XlsxSheet {
  /** At most 28 characters without `[ ] : * ? / \`. */
  readonly name: string;
  readonly header: readonly string[];
  /** Of the columns, in characters. */
  readonly widths: readonly number[];
  /** Rows in pages. */
  readonly pages:
    | AsyncIterable<readonly (readonly XlsxCell[])[]>
    | Iterable<readonly (readonly XlsxCell[])[]>;
}

/** What a sheet can hold: Excel's own limit of rows, and text below the 4 GB from which ZIP needs another form. */
export interface XlsxLimits {
  readonly rows: number;
  readonly characters: number;
}

const LIMITS: XlsxLimits = { rows: 1_048_576, characters: 1_000_000_000 };
const LONGEST_CELL = 32_767;
const DAY_MS = 86_400_000;
/** 1970-01-01 in the days that spreadsheets count. */
const EPOCH_DAY = 25_569;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The bytes of a workbook. A sheet that is full is continued on another of its name with a number. */
export function xlsx(sheets: readonly XlsxSheet[], limits = LIMITS): AsyncGenerator<Buffer, void> {
  return zip(parts(sheets, limits));
}

async function* parts(sheets: readonly XlsxSheet[], limits: XlsxLimits): AsyncGenerator<ZipEntry> {
  const names: string[] = [];
  for (const sheet of sheets) {
    const pages = new Pages(sheet);
    for (let part = 1; part === 1 || !(await pages.ended()); part += 1) {
      names.push(part === 1 ? sheet.name : `${sheet.name} ${part}`);
      yield { name: `xl/worksheets/sheet${names.length}.xml`, chunks: sheetText(sheet, pages, limits) };
    }
  }
  yield* workbookParts(names);
}

/** The pages of a sheet, with a look at whether there is another and room to put rows back. */
class Pages {
  readonly #source:
    | AsyncIterator<readonly (readonly XlsxCell[])[]>
    | Iterator<readonly (readonly XlsxCell[])[]>;
  #rest: readonly (readonly XlsxCell[])[] = [];

  constructor({ pages }: XlsxSheet) {
    this.#source = Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]();
  }

  async ended(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done) return true;
      this.#rest = next.value;
    }
    return false;
  }

  /** At most `most` rows, after {@link ended} said that there are some. */
  take(most: number): readonly (readonly XlsxCell[])[] {
    const taken = this.#rest.slice(0, most);
    this.#rest = this.#rest.slice(most);
    return taken;
  }
}

async function* sheetText(sheet: XlsxSheet, pages: Pages, limits: XlsxLimits): AsyncGenerator<string> {
  const columns = sheet.widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const names = sheet.header.map((_, at) => columnName(at));
  const first = rowText(
    sheet.header.map((name) => cellText(name, 1)),
    1,
    names,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${first}`;
  let row = 1;
  let characters = 0;
  while (row < limits.rows && characters < limits.characters && !(await pages.ended())) {
    let text = '';
    for (const cells of pages.take(limits.rows - row)) {
      row += 1;
      text += rowText(
        cells.map((cell) => cellText(cell)),
        row,
        names,
      );
    }
    characters += text.length;
    yield text;
  }
  yield '</sheetData></worksheet>';
}

type CellText = readonly [attributes: string, content: string] | undefined;

function rowText(cells: readonly CellText[], row: number, names: readonly string[]): string {
  const text = cells.map((cell, at) =>
    cell === undefined ? '' : `<c r="${names[at]}${row}"${cell[0]}>${cell[1]}</c>`,
  );
  return `<row r="${row}">${text.join('')}</row>`;
}

function cellText(cell: XlsxCell, style = 0): CellText {
  if (cell === null || cell === '') return undefined;
  if (typeof cell === 'boolean') return [' t="b"', `<v>${cell ? 1 : 0}</v>`];
  if (typeof cell === 'number') return number(cell, '');
  if (cell instanceof Date) return number(cell.getTime() / DAY_MS + EPOCH_DAY, ' s="3"');
  if (typeof cell === 'object') return number(cell.dollars, ' s="2"');
  const styled = style === 0 ? '' : ` s="${style}"`;
  return [`${styled} t="inlineStr"`, `<is><t xml:space="preserve">${xmlText(cell)}</t></is>`];
}

function number(value: number, style: string): CellText {
  return Number.isFinite(value) ? [style, `<v>${value}</v>`] : undefined;
}

/** Text that XML can hold; `_x0041_` would be read as a code, so its first underscore is written as one. */
function xmlText(text: string): string {
  return (
    text
      .slice(0, LONGEST_CELL)
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML cannot hold
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}

/** 0 is A, 26 is AA. */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

function* workbookParts(names: readonly string[]): Generator<ZipEntry> {
  const part = (name: string, text: string): ZipEntry => ({ name, chunks: [HEAD + text] });
  const numbered = names.map((name, at) => ({ name, number: at + 1 }));
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbered.map((one) => `<sheet name="${xmlText(one.name)}" sheetId="${one.number}" r:id="rId${one.number}"/>`).join('')}</sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${RELATIONS}">${numbered.map((one) => `<Relationship Id="rId${one.number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${one.number}.xml"/>`).join('')}<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  yield part('xl/styles.xml', STYLES);
  yield part(
    '_rels/.rels',
    `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${numbered.map((one) => `<Override PartName="/xl/worksheets/sheet${one.number}.xml" ContentType="${TYPES}.worksheet+xml"/>`).join('')}</Types>`,
  );
}

/** Styles of cells by number: 0 plain, 1 heading, 2 dollars, 3 day and time. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;
