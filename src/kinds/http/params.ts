import { type ZodType, z } from 'zod';

const MOST_SCHEMA_CHARACTERS = 32_768;
/** What would let one schema cost a worker minutes, or read what is elsewhere. */
const REFUSED = /"(\$ref|\$dynamicRef|pattern|patternProperties)"\s*:/;

/** A JSON Schema that a caller gives for results; {@link resultChecker} makes it usable. */
const resultSchema = z
  .record(z.string(), z.unknown())
  .superRefine((schema, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    const text = JSON.stringify(schema);
    if (text.length > MOST_SCHEMA_CHARACTERS)
      return refuse(`must be at most ${MOST_SCHEMA_CHARACTERS} characters`);
    const word = REFUSED.exec(text)?.[1];
    if (word !== undefined) return refuse(`must not use ${word}`);
    try {
      z.fromJSONSchema(schema);
    } catch (error) {
      refuse(`is no JSON Schema that can be used: ${error instanceof Error ? error.message : String(error)}`);
    }
  })
  .describe('JSON Schema that every result must fit; one that does not fails its item');

/** What one job of the kind `http` says of where its items go. */
export const httpParamsSchema = z
  .strictObject({
    url: z
      .string()
      .min(1)
      .max(2048)
      .describe('Where each batch is posted: https, no private address unless the operator allows it'),
    timeout_seconds: z
      .int()
      .min(1)
      .max(300)
      .default(30)
      .describe('How long an answer may take; results may come later all the same, by the callback'),
    callback_seconds: z
      .int()
      .min(10)
      .max(86_400)
      .default(3600)
      .describe('How long results may take that come by the callback'),
    result_schema: resultSchema.optional(),
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Sent along with every batch, as it is; no secrets'),
  })
  .meta({ id: 'HttpJobParams' });
export type HttpParams = z.infer<typeof httpParamsSchema>;

/** Says what is wrong with a result; null when nothing is. */
export type ResultChecker = (result: unknown) => string | null;

/** The check that a job's `result_schema` stands for. Without one everything fits. */
export function resultChecker({ result_schema: given }: Pick<HttpParams, 'result_schema'>): ResultChecker {
  if (given === undefined) return () => null;
  const schema: ZodType = z.fromJSONSchema(given);
  return (result) => {
    const parsed = schema.safeParse(result);
    if (parsed.success) return null;
    const faults = parsed.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
    );
    return faults.slice(0, 10).join('; ').slice(0, 1000);
  };
}
