import { z } from 'zod';
import {
  addressSchema,
  buildingTypeSchema,
  completeAddressSchema,
  customFieldsSchema,
  deviceIdsSchema,
  deviceNamesSchema,
  referenceIdSchema,
} from '../base/incentives.ts';

/** What one lookup needs besides its address, in the words of `POST /batch-lookups`. */
const devicesAndOptions = {
  building_type: buildingTypeSchema,
  device_ids: deviceIdsSchema.optional().describe('Devices by number; repeats are allowed and count once'),
  device_names: deviceNamesSchema.optional().describe('Devices by name, instead of device_ids'),
  create_application: z.boolean().default(false),
  webhook_custom_fields: customFieldsSchema.optional(),
};

interface DeviceChoice {
  device_ids?: readonly number[] | undefined;
  device_names?: readonly string[] | undefined;
}
const oneDeviceInput = (item: DeviceChoice): boolean =>
  (item.device_ids === undefined) !== (item.device_names === undefined);
const oneDeviceInputRule = { message: 'Give device_ids or device_names, one of them', path: ['device_ids'] };

/** The input of one item of the kind: an address may lack its ZIP, or its city. */
export const lookupInputSchema = z
  .object({ address: addressSchema, ...devicesAndOptions })
  .refine(oneDeviceInput, oneDeviceInputRule);
export type LookupInput = z.infer<typeof lookupInputSchema>;

/** One item of an inline `POST /batch-lookups`: the same with a reference and a whole address. */
export const lookupItemSchema = z
  .object({ reference_id: referenceIdSchema, address: completeAddressSchema, ...devicesAndOptions })
  .refine(oneDeviceInput, oneDeviceInputRule);

/** One row of an upload: the reference may be missing (the row number stands in) and the address incomplete. */
export const lookupRowSchema = z
  .object({ reference_id: referenceIdSchema.optional(), address: addressSchema, ...devicesAndOptions })
  .refine(oneDeviceInput, oneDeviceInputRule);

export const lookupParamsSchema = z.object({
  as_of: z.iso.date().optional().describe('The day whose programmes count (YYYY-MM-DD); default: today'),
  spacing_ms: z
    .int()
    .min(0)
    .max(60_000)
    .optional()
    .describe('Pause between two lookups of a batch, milliseconds'),
});
export type LookupParams = z.infer<typeof lookupParamsSchema>;
