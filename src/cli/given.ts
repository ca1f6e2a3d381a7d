import type { BodyOf, operations, QueryOf } from '../client/index.ts';

type Given<T> = {
  [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name];
} & {
  [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined>;
};

/** Without what was not given: for bodies and queries, which say nothing of it. */
export function given<T extends object>(values: T): Given<T> {
  // sound: of T only what is undefined was left out, and such names may be absent from Given
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

// What people type goes to the server as it is. It alone knows which words there are, and names those that do not fit; a
// second list here would grow old. So the three below are the one place that takes typed words for what the API wants.

/** The query of an operation, of what was typed. */
export function queryOf<Id extends keyof operations>(typed: object): QueryOf<Id> {
  return given(typed) as unknown as QueryOf<Id>; // the server judges it, see above
}

/** The body of an operation, of what was typed. */
export function bodyOf<Id extends keyof operations>(typed: object): BodyOf<Id> {
  return given(typed) as unknown as BodyOf<Id>; // the server judges it, see above
}

/** One word of several that the server knows. */
export function wordOf<Word extends string>(typed: string): Word {
  return typed as Word; // the server judges it, see above
}
