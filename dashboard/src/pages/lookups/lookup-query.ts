import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';

export const LOOKUP = 'incentive_lookup';

/** A lookup in the words of its own API, which knows its report. */
export const batchQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['lookup', jobId],
    placeholderData: () => undefined,
    queryFn: () => answered(api.GET('/batch-lookups/{job_id}', { params: { path: { job_id: jobId } } })),
  });

/** An address in one line, as it was sent. */
export function addressLine(address: unknown): string {
  if (typeof address !== 'object' || address === null) return '';
  const parts: Readonly<Record<string, unknown>> = { ...address };
  const text = (name: string) => (typeof parts[name] === 'string' ? parts[name].trim() : '');
  const place = [text('state_or_province_code'), text('postal_code')].filter((part) => part !== '').join(' ');
  return [text('street_1'), text('street_2'), text('city'), place].filter((part) => part !== '').join(', ');
}
