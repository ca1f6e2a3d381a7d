import { z } from 'zod';
import { type RegridParcel, readFeature } from '../../../providers/regrid/parcel.ts';
import { type Choice, chooseParcel } from './choose-parcel.ts';
import type { Question, Search } from './question.ts';

/** Records that a search gave, and when. */
export interface Records {
  readonly parcels: readonly RegridParcel[];
  readonly at: Date;
}

/** How far a question is answered by what is known. */
export type Progress =
  | Answered
  /** Nothing is known to fit; this has to be asked. */
  | { readonly next: Search };

/** Nothing is left to ask; without a choice there is no such parcel. */
export interface Answered {
  readonly choice: Choice;
  readonly by: Search['by'];
  readonly at: Date;
}

const keptSchema = z.object({ features: z.array(z.unknown()) });

/** As records are kept. */
export function toKept(parcels: readonly RegridParcel[]): { readonly features: readonly unknown[] } {
  return { features: parcels.map(({ record }) => record) };
}

/** Records that were kept, read anew. @throws ZodError when they are none */
export function readKept(answer: unknown): RegridParcel[] {
  return keptSchema.parse(answer).features.map(readFeature);
}

/** The answer to a question by what is known, or what to ask next: searches are gone through until one fits. */
export function progressOf(question: Question, known: ReadonlyMap<string, Records>): Progress {
  let at = new Date(0);
  let by: Search['by'] = 'apn';
  for (const search of question.searches) {
    const records = known.get(search.key);
    if (records === undefined) return { next: search };
    ({ at } = records);
    by = search.by;
    const choice = chooseParcel(records.parcels, question.wanted, search.by);
    if (choice !== undefined) return { choice, by, at };
  }
  return { choice: undefined, by, at };
}
