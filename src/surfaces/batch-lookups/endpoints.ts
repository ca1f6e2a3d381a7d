import type { Surface } from '../../http/endpoint.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { cancelBatch } from './cancel.ts';
import { correctBatch } from './corrections.ts';
import { createBatch } from './create.ts';
import { deleteUpload, getUpload, listUploads, patchRows, patchUpload } from './drafts.ts';
import { downloadBatch, getBatch, listBatches, listBatchItems } from './reads.ts';
import { renderProblem } from './translate.ts';
import { createUpload, putChunk, sealUpload } from './upload.ts';
import { streamUpload } from './upload-stream.ts';
import { problemSchema } from './wire.ts';

/** The Batch Lookups API over jobs of the kind `incentive_lookup`, run as that kind's defaults say. */
export function batchLookups(kind: Pick<AnyKind, 'defaults'>): Surface {
  return {
    prefix: '/batch-lookups',
    area: 'lookups',
    endpoints: [
      createBatch(kind),
      listBatches,
      getBatch,
      listBatchItems,
      cancelBatch,
      downloadBatch,
      streamUpload(kind),
      createUpload(kind),
      listUploads,
      getUpload,
      patchUpload,
      patchRows,
      deleteUpload,
      putChunk,
      sealUpload,
      correctBatch,
    ],
    problemSchema,
    renderProblem,
  };
}
