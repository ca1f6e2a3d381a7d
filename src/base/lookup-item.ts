import { z } from 'zod';
import {
  addressSchema,
  buildingTypeSchema,
  completeAddressSchema,
  customFieldsSchema,
  deviceIdsSchema,
  deviceNamesSchema,
  referenceIdSchema,
} from './incentives.ts';

/** What one lookup needs besides its address, in the words of `POST /batch-lookups`. */
export const devicesAndOptions = {
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
export const oneDeviceInput = (item: DeviceChoice): boolean =>
  (item.device_ids === undefined) !== (item.device_names === undefined);
export const oneDeviceInputRule = {
  message: 'Give device_ids or device_names, one of them',
  path: ['device_ids'],
};

/** One item of an inline `POST /batch-lookups`: the same with a reference and a whole address. */
export const lookupItemSchema = z
  .object({ reference_id: referenceIdSchema, address: completeAddressSchema, ...devicesAndOptions })
  .refine(oneDeviceInput, oneDeviceInputRule);

/** One row of an upload: the reference may be missing (the row number stands in) and the address incomplete. */
export const lookupRowSchema = z
  .object({ reference_id: referenceIdSchema.optional(), address: addressSchema, ...devicesAndOptions })
  .refine(oneDeviceInput, oneDeviceInputRule);
