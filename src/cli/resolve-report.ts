/** Which report a command means: its id, a beginning of it, its name, its batch's id, or the only one. */
import { isUuid } from '../base/uuid.ts';
import { answered } from '../client/index.ts';
import type { Client } from './client.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, usageError } from './exit-codes.ts';

/** Reports looked through when the id is left out or shortened: the newest ones. */
const LOOKED_THROUGH = 200;
const LISTED = 10;

/** The id of the report. When none was named and there are several, the error lists them. */
export async function resolveReport(context: Context, wanted: string | undefined): Promise<string> {
  const client = await context.client();
  if (wanted !== undefined && isUuid(wanted)) return (await reportOfBatch(client, wanted)) ?? wanted;
  const { reports } = await answered(
    client.api.GET('/incentive-reports', { params: { query: { limit: LOOKED_THROUGH } } }),
  );
  const start = wanted?.toLowerCase();
  const fits =
    start === undefined
      ? reports
      : reports.filter(
          ({ id, job_id, name }) => id.startsWith(start) || job_id.startsWith(start) || name === wanted,
        );
  const [only] = fits;
  if (only === undefined) {
    const message =
      wanted === undefined ? 'There is no report.' : `No report is called or begins with "${wanted}".`;
    throw new CliError(EXIT.notFound, 'report_not_found', message);
  }
  if (fits.length > 1) {
    const listed = fits.slice(0, LISTED).map(({ id, status, name }) => `  ${id}  ${status}  ${name}`);
    throw usageError(
      wanted === undefined ? 'There are several reports; name one.' : `"${wanted}" means several reports.`,
      listed.join('\n'),
    );
  }
  if (wanted === undefined) context.say(`Report ${only.id} (${only.name})`);
  return only.id;
}

/** The report of the batch with that id, when it is a batch's. */
async function reportOfBatch(client: Client, id: string): Promise<string | undefined> {
  try {
    const { report_id } = await answered(
      client.api.GET('/batch-lookups/{job_id}', { params: { path: { job_id: id } } }),
    );
    return report_id ?? undefined;
  } catch (error) {
    if (error instanceof CliError && error.code === 'job_not_found') return undefined;
    throw error;
  }
}
