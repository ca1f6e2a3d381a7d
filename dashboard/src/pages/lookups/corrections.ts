import { type Api, LotlineError, send } from '../../data/api.ts';

export type Corrected = Api['BatchLookupCorrected'];

/** Sends a corrected file; `preview` only says what would become of its rows. */
export async function sendCorrections(jobId: string, file: File, preview: boolean): Promise<Corrected> {
  const lines = /\.(jsonl|ndjson|json)$/i.test(file.name);
  const response = await send(
    new Request(`/batch-lookups/${jobId}/corrections?preview=${preview}`, {
      method: 'POST',
      headers: { 'content-type': lines ? 'application/x-ndjson' : 'text/csv' },
      body: file,
    }),
  );
  if (!response.ok) throw await LotlineError.of(response);
  const corrected: Corrected = await response.json();
  return corrected;
}
