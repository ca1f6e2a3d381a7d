import type { operations } from './openapi.ts';

/** The JSON body that an operation takes: `BodyOf<'createBatchLookup'>`. */
export type BodyOf<Id extends keyof operations> = operations[Id] extends {
  requestBody?: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** The query that an operation takes: `QueryOf<'listBatchLookups'>`. */
export type QueryOf<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>;
