/** Reads a route's search parameters: what the address does not say, or says wrongly, is left out. */

type Raw = Record<string, unknown>;
type Reader<T> = (value: unknown) => T | undefined;

/** `search({ status: oneOf(STATES), page: whole() })` as a route's `validateSearch`. */
export function search<Shape extends Record<string, Reader<unknown>>>(shape: Shape) {
  return (raw: Raw): { [Name in keyof Shape]?: NonNullable<ReturnType<Shape[Name]>> } => {
    const read: Raw = {};
    for (const [name, reader] of Object.entries(shape)) {
      const value = reader(raw[name]);
      // undefined takes the place of what the address says wrongly, which the router would pass on
      if (value !== undefined || name in raw) read[name] = value;
    }
    // each value comes from the reader of its name, which is what the type says
    return read as { [Name in keyof Shape]?: NonNullable<ReturnType<Shape[Name]>> };
  };
}

const MOST_CHARACTERS = 2_000;

export const text: () => Reader<string> = () => (value) => {
  const said = typeof value === 'number' ? String(value) : value;
  return typeof said === 'string' && said !== '' ? said.slice(0, MOST_CHARACTERS) : undefined;
};

export const oneOf =
  <const Name extends string>(names: readonly Name[]): Reader<Name> =>
  (value) =>
    names.find((name) => name === value);

export const whole =
  (least = 0, most = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value) => {
    const number = Number(value);
    return value !== '' && Number.isInteger(number) && number >= least && number <= most ? number : undefined;
  };

export const yes: () => Reader<true> = () => (value) =>
  value === true || value === 'true' || value === 1 ? true : undefined;
