import { readText } from '../properties/read-values.ts';
import type { CellError, Cells } from './import-csv.ts';

/** What a text means, or what is wrong with it, without the field's name. */
export type Read<Value> = { readonly value: Value } | { readonly problem: string };

const SHOWN = 100;
const LONG = 300;

/** Reads the cells of one row and gathers what is wrong with them. */
export class CellReader<Field extends string> {
  readonly errors: CellError[] = [];
  readonly #cells: Cells<Field>;

  constructor(cells: Cells<Field>) {
    this.#cells = cells;
  }

  /** Text with its spaces tidied; null when the cell says nothing, or too much. */
  text(field: Field, longest = LONG): string | null {
    const text = readText(this.#cells[field] ?? '');
    if (text === null || text.length <= longest) return text;
    return this.#refuse(field, text, `is longer than ${longest} characters`);
  }

  /** What the text means; null when the cell says nothing, or nothing that can be read. */
  typed<Value>(field: Field, read: (text: string) => Read<Value>, longest = LONG): Value | null {
    const text = this.text(field, longest);
    if (text === null) return null;
    const found = read(text);
    return 'value' in found ? found.value : this.#refuse(field, text, found.problem);
  }

  /** The county as written, with the state where the row has one: "Blair, PA". */
  county(county: Field, state: Field): string {
    const name = this.text(county, 200);
    if (name === null) {
      this.errors.push({ field: county, message: `${county}: is required` });
      return '';
    }
    const of = this.text(state, 60);
    return of === null || name.includes(',') || /^[\d-]+$|^[0-9a-f-]{36}$/i.test(name)
      ? name
      : `${name}, ${of}`;
  }

  /** Notes that a field without which the row is nothing says nothing. */
  need(field: Field, value: unknown): void {
    if (value !== null || this.errors.some((error) => error.field === field)) return;
    this.errors.push({ field, message: `${field}: is required` });
  }

  refuse(field: Field, text: string, problem: string): void {
    this.#refuse(field, text, problem);
  }

  #refuse(field: Field, text: string, problem: string): null {
    const value = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
    this.errors.push({ field, value, message: `${field}: "${value}" ${problem}` });
    return null;
  }
}
