import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import type { Regrid } from '../../providers/regrid/regrid.ts';
import { NotNow, ServiceFailure } from '../../providers/service.ts';

const usageSchema = z
  .object({
    cycle_start: z.string().nullable(),
    cycle_end: z.string().nullable(),
    records: z.number().nullable().describe('Parcel records used in this billing cycle'),
    records_limit: z.number().nullable().describe('Those that the plan includes; null: no limit is told'),
  })
  .meta({ id: 'RegridUsage' });

/** `regrid` is undefined where no token is set. */
export const usageEndpoint = (regrid: Regrid | undefined) =>
  endpoint({
    operationId: 'getRegridUsage',
    method: 'GET',
    path: '/api/parcels/usage',
    tag: 'Parcels',
    summary: "Show what the account at Regrid used, in Regrid's own count",
    description: 'Costs nothing. Null: Regrid does not tell.',
    allow: 'admin',
    answers: { 200: { description: 'The counts', schema: usageSchema } },
    errors: ['not_found', 'upstream_infra', 'upstream_transient'],
    async run({ caller: { organizationId }, signal }) {
      if (regrid === undefined) {
        throw new AppError('not_found', 'Regrid is not set up here', {
          hint: 'Set REGRID_API_TOKEN and start again.',
        });
      }
      try {
        const used = await regrid.usage({ for: { organizationId, interactive: true }, signal });
        return answer(200, {
          cycle_start: used.cycleStart,
          cycle_end: used.cycleEnd,
          records: used.records,
          records_limit: used.recordsLimit,
        });
      } catch (error) {
        if (error instanceof NotNow) throw new AppError('upstream_transient', error.reason, { cause: error });
        if (!(error instanceof ServiceFailure)) throw error;
        const code = error.failure === 'permanent' ? 'upstream_infra' : 'upstream_transient';
        throw new AppError(code, error.message, { details: { reason: error.code }, cause: error });
      }
    },
  });
