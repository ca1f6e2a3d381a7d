import { z } from 'zod';
import { FAILURE_CLASSES, ITEM_STATUSES } from '../../engine/vocabulary.ts';
import { keysetQuery } from '../../http/keyset.ts';
import { oneOf } from '../../http/query.ts';

export const MOST_ITEMS = 10_000;

export const postJobSchema = z
  .strictObject({
    kind: z.string().min(1).max(63).describe('`http`, or a kind of your own from lotline.config.ts'),
    name: z.string().trim().min(1).max(500).optional().describe('Default: the kind and the number of items'),
    params: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('As the kind wants them; for `http`: HttpJobParams'),
    items: z
      .array(
        z.strictObject({
          reference_id: z.string().min(1).max(256).optional().describe('Your own word for the item'),
          input: z.unknown().describe('As the kind wants it'),
        }),
      )
      .min(1)
      .max(MOST_ITEMS),
    batch_size: z.int().min(1).max(1000).optional().describe('Items in one batch; default: the kind’s'),
    max_at_once: z.int().min(1).max(1000).optional().describe('Batches under way at once; default: no limit'),
    rate_per_second: z
      .number()
      .min(0.0001)
      .max(1_000_000)
      .optional()
      .describe(
        'Items begun in a second; of a kind that takes batches, at most half a second’s worth at once',
      ),
    max_attempts: z.int().min(1).max(100).optional().describe('Attempts of an item in all'),
  })
  .meta({ id: 'PostJob' });

export const postedJobSchema = z
  .object({ job_id: z.uuid(), kind: z.string(), name: z.string(), total_items: z.int() })
  .meta({ id: 'PostedJob' });

/** The number of an item, in a query. */
const itemNumber = (name: string) =>
  z
    .string(`${name}: give it once`)
    .regex(/^\d{1,9}$/, `${name}: must be the number of an item`)
    .transform(Number)
    .meta({ shown: { type: 'integer', minimum: 0 } });

export const itemsQuery = z.object({
  status: oneOf('status', ITEM_STATUSES),
  number: itemNumber('number').optional().describe('Begin at the item of this number'),
  reference: z
    .string('reference: give it once')
    .min(1)
    .max(256)
    .optional()
    .describe('Only items with this reference'),
  after: itemNumber('after')
    .optional()
    .describe('Begin behind the item of this number; the same as a cursor'),
  ...keysetQuery({ standard: 50, most: 500 }),
});
export const jobParams = z.object({ id: z.string() });

export const jobItemsSchema = z
  .object({
    items: z.array(
      z
        .object({
          item: z.int().describe('Its number in the job, from 1'),
          reference_id: z.string().nullable(),
          status: z.enum(ITEM_STATUSES),
          input: z.unknown(),
          result: z.unknown().describe('Null until it is completed'),
          error: z
            .object({
              class: z.enum(FAILURE_CLASSES).nullable(),
              code: z.string().nullable(),
              message: z.string().nullable(),
            })
            .nullable(),
          attempts: z.int(),
          settled_at: z.iso.datetime().nullable(),
        })
        .meta({ id: 'JobItem' }),
    ),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'JobItems' });
