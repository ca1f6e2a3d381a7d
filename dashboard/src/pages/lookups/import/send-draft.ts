import { useSyncExternalStore } from 'react';
import { type Api, answered, api, LotlineError } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import type { KeptFile } from './kept-file.ts';
import type { SentChunk } from './prepare-rows.ts';
import type { Mapping, Noticed } from './stored-rows.ts';
import { readChunks } from './worker-client.ts';

/** How far the rows of a draft have come. */
export type Sending =
  | { readonly state: 'sending'; readonly rows: number; readonly fraction: number }
  | { readonly state: 'failed'; readonly error: unknown };

const sendings = new Map<string, Sending>();
const watchers = new Set<() => void>();
const WAITS_MS = [1_000, 2_000, 4_000, 8_000];

function show(jobId: string, sending: Sending | undefined): void {
  if (sending === undefined) sendings.delete(jobId);
  else sendings.set(jobId, sending);
  for (const tell of watchers) tell();
}

export function useSending(jobId: string): Sending | undefined {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => sendings.get(jobId),
  );
}

/** Sends all rows of a draft's file; chunks that came before are not stored again. It goes on while other pages are looked at. */
export async function sendDraft(
  { job_id: jobId, columns, chunks }: Pick<Api['Upload'], 'job_id' | 'columns' | 'chunks'>,
  kept: KeptFile,
  mapping: Mapping,
): Promise<void> {
  if (sendings.get(jobId)?.state === 'sending') return;
  let rows = 0;
  show(jobId, { state: 'sending', rows, fraction: 0 });
  const there = (chunk: number) => chunks.some(({ first, last }) => first <= chunk && chunk <= last);
  try {
    const reading = { file: kept.file, format: kept.format, columns, mapping };
    const { noticed } = await readChunks(reading, async (chunk, fraction) => {
      if (!there(chunk.chunk)) await putChunk(jobId, chunk);
      rows += chunk.rows.length;
      show(jobId, { state: 'sending', rows, fraction });
    });
    await keepNoticed(jobId, mapping, noticed);
    await Promise.all(
      ['upload', 'upload-bad', 'upload-noticed'].map((key) =>
        queryClient.invalidateQueries({ queryKey: [key, jobId] }),
      ),
    );
    show(jobId, undefined);
  } catch (error) {
    show(jobId, { state: 'failed', error });
  }
}

/** With the draft, for those who have not read its file. */
async function keepNoticed(jobId: string, { columns, constants }: Mapping, noticed: Noticed): Promise<void> {
  const body = { mapping: { columns, constants, noticed } };
  await answered(api.PATCH('/batch-lookups/{job_id}/upload', { params: { path: { job_id: jobId } }, body }));
}

/** A chunk that comes twice is stored once, so it is safe to send it again where no answer came. */
async function putChunk(jobId: string, { chunk, rows }: SentChunk): Promise<void> {
  for (const wait of [...WAITS_MS, undefined]) {
    try {
      await answered(
        api.PUT('/batch-lookups/{job_id}/chunks/{chunk}', {
          params: { path: { job_id: jobId, chunk: String(chunk) } },
          body: { rows: [...rows] },
        }),
      );
      return;
    } catch (error) {
      const refused = error instanceof LotlineError && error.status < 500 && error.status !== 429;
      if (refused || wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
