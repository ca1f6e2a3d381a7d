import type { Field } from '../properties/fields.ts';
import { fieldNamed, LONGEST_NAME } from './field-words.ts';
import { type Line, median, wordsOf } from './lines.ts';
import type { Run } from './page-text.ts';

/** One column's name where it stands. */
export interface Heading {
  readonly name: string;
  readonly x: number;
  readonly right: number;
  /** Null for a column that fills nothing. */
  readonly field: Field | null;
  readonly rank: number;
}

/** The names over the columns of a table. */
export interface Header {
  readonly page: number;
  /** Baseline of its lowest line. */
  readonly y: number;
  readonly lines: readonly Line[];
  /** The columns; more than one set of them where a table stands beside its own continuation. */
  readonly sets: readonly (readonly Heading[])[];
  /** Fields that two columns claim equally; the first has it. */
  readonly disputed: readonly Field[];
}

const MOST_LINES = 3;
/** Lines of one header are this near, in letter heights. */
const NEAR = 2.2;
/** Widest gap, in letter heights, inside of a name that we know, and of one that we do not. */
const GAP_KNOWN = 1.6;
const GAP_UNKNOWN = 0.7;

/** A parcel or an address, and something to go with it. */
const KEYS: readonly Field[] = ['parcel_id', 'property_address', 'street_name'];

/**
 * The header that begins with the line at `index`, if there is one: one to three lines whose words are names of columns
 * as people write them.
 */
export function headerAt(lines: readonly Line[], index: number): Header | undefined {
  let best: Header | undefined;
  for (let count = 1; count <= MOST_LINES; count += 1) {
    const band = lines.slice(index, index + count);
    if (band.length < count || !isTogether(band)) break;
    const header = read(band);
    if (header !== undefined && (best === undefined || fieldsOf(header) > fieldsOf(best))) best = header;
  }
  return best;
}

const fieldsOf = ({ sets }: Header) => sets.flat().filter(({ field }) => field !== null).length;

function isTogether(band: readonly Line[]): boolean {
  return band.every((line, index) => {
    const above = band[index - 1];
    return above === undefined || (line.page === above.page && line.y - above.y <= NEAR * line.size);
  });
}

function read(band: readonly Line[]): Header | undefined {
  const last = band.at(-1);
  if (last === undefined) return undefined;
  const named = band.length === 1 ? inLine(band) : stacked(band);
  const sides = sideBySide(named).map(onePerField);
  const headings = sides.flatMap((side) => side.headings);
  const fields = sides[0]?.headings.flatMap(({ field }) => (field === null ? [] : [field])) ?? [];
  const words = headings.reduce((sum, { name }) => sum + name.split(' ').length, 0);
  if (fields.length < 2 || !fields.some((field) => KEYS.includes(field))) return undefined;
  // a sentence may hold two such words; the names of columns are few and short
  if (words > 6 * headings.length || headings.some(({ name }) => name.length > 60)) return undefined;
  if (headings.some(({ name }) => isNoName(name))) return undefined;
  if (!standApart(headings, last.size)) return undefined;
  const disputed = [...new Set(sides.flatMap((side) => side.disputed))];
  return { page: last.page, y: last.y, lines: band, sets: sides.map((side) => side.headings), disputed };
}

/** "Parcel Owner Due Parcel Owner Due" is the same columns twice. */
function sideBySide(headings: readonly Heading[]): (readonly Heading[])[] {
  const names = headings.map(({ name }) => name.toLowerCase());
  for (let width = 2; width <= names.length / 2; width += 1) {
    if (names.length % width !== 0 || !names.every((name, at) => name === names[at % width])) continue;
    return Array.from({ length: names.length / width }, (_, set) =>
      headings.slice(set * width, (set + 1) * width),
    );
  }
  return [headings];
}

/** Labels of an entry end in a colon, and what it says has numbers; the names of columns have years at most. */
function isNoName(name: string): boolean {
  return /[:;]$/.test(name) || /\d{3}/.test(name.replaceAll(/\b(19|20)\d{2}\b/g, ''));
}

/** Names of columns stand apart; the words of a sentence that holds some of them do not. */
function standApart(headings: readonly Heading[], size: number): boolean {
  const gaps = headings.slice(1).map(({ x }, index) => x - (headings[index]?.right ?? 0));
  return gaps.every((gap) => gap >= 0.2 * size) && median(gaps) >= GAP_UNKNOWN * size;
}

/** The longest known names among the words of one line; words between them are names that we do not know. */
function inLine(band: readonly Line[]): Heading[] {
  const words = wordsOf(band.flatMap(({ runs }) => runs));
  const headings: Heading[] = [];
  for (let at = 0; at < words.length; ) {
    const known = longestKnown(words, at);
    const taken = known ?? 1;
    const heading = toHeading(words.slice(at, at + taken));
    const before = headings.at(-1);
    const goesOn =
      known === undefined &&
      before?.field === null &&
      heading.x - before.right <= GAP_UNKNOWN * (words[at]?.size ?? 0);
    if (goesOn && before !== undefined) {
      headings[headings.length - 1] = {
        ...before,
        name: `${before.name} ${heading.name}`,
        right: heading.right,
      };
    } else headings.push(heading);
    at += taken;
  }
  return headings;
}

function longestKnown(words: readonly Run[], at: number): number | undefined {
  for (let count = Math.min(LONGEST_NAME, words.length - at); count > 0; count -= 1) {
    const part = words.slice(at, at + count);
    const name = part.map(({ text }) => text).join(' ');
    if (isNear(part) && fieldNamed(name) !== undefined) return count;
  }
  return undefined;
}

function isNear(words: readonly Run[]): boolean {
  return words.every((word, index) => {
    const before = words[index - 1];
    return before === undefined || word.x - (before.x + before.width) <= GAP_KNOWN * word.size;
  });
}

/** Names in several lines: words over one another belong together. */
function stacked(band: readonly Line[]): Heading[] {
  const columns: Run[][] = [];
  for (const part of band.flatMap(({ runs }) => phrases(wordsOf(runs)))) {
    const over = columns.filter((column) => overlaps(column, part));
    const [first, ...others] = over;
    if (first === undefined) columns.push([...part]);
    else {
      first.push(...part, ...others.flat());
      for (const other of others) columns.splice(columns.indexOf(other), 1);
    }
  }
  return columns
    .map((words) => toHeading(words.sort((one, other) => one.y - other.y || one.x - other.x)))
    .sort((one, other) => one.x - other.x);
}

function phrases(words: readonly Run[]): Run[][] {
  const parts: Run[][] = [];
  for (const word of words) {
    const last = parts.at(-1)?.at(-1);
    if (last !== undefined && word.x - (last.x + last.width) <= GAP_UNKNOWN * word.size) {
      parts.at(-1)?.push(word);
    } else parts.push([word]);
  }
  return parts;
}

function overlaps(column: readonly Run[], part: readonly Run[]): boolean {
  const one = extentOf(column);
  const other = extentOf(part);
  return one.x < other.right && other.x < one.right;
}

function extentOf(words: readonly Run[]): { x: number; right: number } {
  return {
    x: Math.min(...words.map(({ x }) => x)),
    right: Math.max(...words.map(({ x, width }) => x + width)),
  };
}

function toHeading(words: readonly Run[]): Heading {
  const name = words.map(({ text }) => text).join(' ');
  const known = fieldNamed(name) ?? fieldNamed(name.replaceAll(/[*†‡:]|\(.*\)/g, ''));
  return { name, ...extentOf(words), field: known?.field ?? null, rank: known?.rank ?? 0 };
}

/** A field is filled by the column that is surest of it. */
function onePerField(headings: readonly Heading[]): { headings: Heading[]; disputed: Field[] } {
  const disputed = new Set<Field>();
  const surest = new Map<Field, Heading>();
  for (const heading of headings) {
    if (heading.field === null) continue;
    const other = surest.get(heading.field);
    if (other === undefined || heading.rank < other.rank) surest.set(heading.field, heading);
    else if (heading.rank === other.rank) disputed.add(heading.field);
  }
  return {
    headings: headings.map((heading) =>
      heading.field !== null && surest.get(heading.field) !== heading ? { ...heading, field: null } : heading,
    ),
    disputed: [...disputed],
  };
}
