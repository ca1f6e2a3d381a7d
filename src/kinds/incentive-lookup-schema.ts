import { z } from 'zod';
import { addressSchema, buildingTypeSchema, operationSchema } from '../base/incentives.ts';
import { devicesAndOptions, oneDeviceInput, oneDeviceInputRule } from '../base/lookup-item.ts';

export { lookupItemSchema, lookupRowSchema } from '../base/lookup-item.ts';

/**
 * The input of one item of the kind: an address may lack its ZIP, or its city. Single lookups may also leave the
 * building's type to the provider, and name an operation.
 */
export const lookupInputSchema = z
  .object({
    address: addressSchema,
    ...devicesAndOptions,
    building_type: buildingTypeSchema.nullable(),
    operation_type: operationSchema.optional(),
  })
  .refine(oneDeviceInput, oneDeviceInputRule);
export type LookupInput = z.infer<typeof lookupInputSchema>;

export const lookupParamsSchema = z.object({
  as_of: z.iso.date().optional().describe('The day whose programmes count (YYYY-MM-DD); default: today'),
  reuse: z
    .boolean()
    .optional()
    .describe('false: answers that were paid for are bought anew; default: used for 30 days'),
  spacing_ms: z
    .int()
    .min(0)
    .max(60_000)
    .optional()
    .describe('Pause between two lookups of a batch, milliseconds'),
});
export type LookupParams = z.infer<typeof lookupParamsSchema>;
