import { z } from 'zod';
import { keysOf } from '../../base/keys.ts';
import { CALL_VERDICTS, SERVICE_NAMES } from '../../base/service-words.ts';
import { keysetQuery } from '../../http/keyset.ts';
import type { LoggedCall } from './queries.ts';

const time = z.iso.datetime();

export const callSchema = z
  .object({
    id: z.string(),
    at: time,
    service: z.string(),
    operation: z.string().describe('What was asked, such as parcels.apn'),
    method: z.string(),
    target: z.string().describe('Path and query, without secrets'),
    job_id: z.uuid().nullable(),
    item: z.int().nullable().describe('Number of the item in the job'),
    attempt: z.int().describe('1, or more where one call was sent again'),
    status: z.int().nullable().describe('null: no answer'),
    verdict: z.enum(CALL_VERDICTS).describe('What the status, or the lack of an answer, was taken for'),
    duration_ms: z.int(),
    bytes: z.int(),
    units: z.int().describe('What it used of the month’s quota'),
    cost: z.string().nullable().describe('Dollars, where it is known'),
    request_id: z.string().nullable().describe('The service’s own name for the request'),
    billed: z.boolean(),
    interactive: z.boolean().describe('Somebody waited for it'),
    error: z.string().nullable().describe('Why there was no good answer'),
  })
  .meta({ id: 'ServiceCallEntry' });

export const callListSchema = z
  .object({ calls: z.array(callSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'ServiceCallList' });

const moment = (name: string) =>
  z.iso.datetime({ offset: true, error: `${name}: must be a time such as 2027-01-31T00:00:00Z` }).optional();

export const callsQuery = z.object({
  service: z.enum(SERVICE_NAMES, `service: must be one of ${SERVICE_NAMES.join(', ')}`).optional(),
  job_id: z.uuid('job_id: must be a UUID').optional(),
  item: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe('Number of the item in the job'),
  status: z.coerce.number().int().min(100).max(599).optional(),
  verdict: z.enum(CALL_VERDICTS, `verdict: must be one of ${CALL_VERDICTS.join(', ')}`).optional(),
  operation: z.string('operation: give it once').max(100).optional(),
  request_id: z.string('request_id: give it once').max(200).optional(),
  from: moment('from').describe('At this time or later'),
  to: moment('to').describe('Before this time'),
  ...keysetQuery({ standard: 50, most: 500 }),
});

export const EXAMPLE = {
  id: '8812',
  at: '2026-11-22T14:04:10.120Z',
  service: 'regrid',
  operation: 'parcels.apn',
  method: 'GET',
  target: '/parcels/apn?parcelnumb=55079-1234&path=%2Fus%2Fwi%2Fmilwaukee',
  job_id: '0b9d3b0e-8a4f-4f0e-9a57-3f1c6f1f8a11',
  item: 17,
  attempt: 1,
  status: 200,
  verdict: 'ok',
  duration_ms: 182,
  bytes: 4210,
  units: 1,
  cost: null,
  request_id: 'b2f1-77',
  billed: true,
  interactive: false,
  error: null,
} as const;

export function toBody(call: LoggedCall) {
  return {
    id: call.id,
    at: call.at.toISOString(),
    service: call.service,
    operation: call.operation,
    method: call.method,
    target: call.target,
    job_id: call.jobId,
    item: call.seq,
    attempt: call.attempt,
    status: call.status,
    verdict: call.verdict,
    duration_ms: call.durationMs,
    bytes: call.bytes,
    units: call.units,
    cost: call.cost,
    request_id: call.requestId,
    billed: call.billed,
    interactive: call.interactive,
    error: call.error,
  };
}

export const CSV_COLUMNS = keysOf(EXAMPLE);

export function toCells(call: LoggedCall): (string | null)[] {
  const body = toBody(call);
  return CSV_COLUMNS.map((column) => (body[column] === null ? null : String(body[column])));
}
