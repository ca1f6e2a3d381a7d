/**
 * The names of a value that has no others than its type says: a table written out in the code, or what a schema let
 * through. TypeScript gives them as any text, since a value may have more than its type.
 */
export function keysOf<T extends object>(value: T): (keyof T & string)[] {
  return Object.keys(value) as (keyof T & string)[]; // for whoever calls it with such values, see above
}

/** The same with what stands under each name. */
export function entriesOf<T extends object>(value: T): Entry<T>[] {
  return Object.entries(value) as Entry<T>[]; // as above; what is absent is not among them
}

type Entry<T> = { [Name in keyof T & string]-?: [Name, Required<T>[Name]] }[keyof T & string];
