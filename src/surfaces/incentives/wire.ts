import { z } from 'zod';
import {
  buildingTypeSchema,
  completeAddressSchema,
  customFieldsSchema,
  deviceIdsSchema,
  deviceNamesSchema,
  incentiveResultSchema,
  operationSchema,
  referenceIdSchema,
} from '../../base/incentives.ts';

// The words of POST /incentives: one lookup, answered at once.

export const questionSchema = z
  .object({
    operation_type: operationSchema
      .default('lookup')
      .describe('Handed to the provider; the catalogue answers from what it holds now, whichever it is'),
    reference_id: referenceIdSchema
      .nullish()
      .describe(
        'Names the customer, who is made when there is none; without it the answer has no customer_id',
      ),
    address: completeAddressSchema,
    building_type: buildingTypeSchema.nullish().describe('Absent: left to the provider, which may refuse'),
    device_ids: deviceIdsSchema.nullish().describe('Devices by number; repeats are allowed and count once'),
    device_names: deviceNamesSchema.nullish().describe('Devices by name, instead of device_ids'),
    create_application: z
      .boolean()
      .default(false)
      .describe('Handed to the provider; connect_url of the answer then leads to the application'),
    webhook_custom_fields: customFieldsSchema.nullish().describe('Given back in webhooks'),
  })
  .meta({ id: 'IncentiveLookup' });
export type Question = z.infer<typeof questionSchema>;

export const foundSchema = incentiveResultSchema.meta({ id: 'Incentives' });

export const problemSchema = z
  .object({
    error: z.string().describe('What happened'),
    error_code: z.string().describe('The word for it; only 5xx is worth asking again'),
    details: z.unknown().describe('Whatever else is known; null when nothing is'),
    code: z.string().describe('Stable machine word; never renamed'),
    requestId: z.string().describe('Also in the header x-request-id'),
    field: z.string().optional().describe('The field at fault'),
    hint: z.string().optional().describe('What to do about it'),
  })
  .meta({ id: 'IncentiveProblem', description: 'An error' });
