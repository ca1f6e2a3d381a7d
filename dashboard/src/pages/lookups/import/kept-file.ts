import type { FileFormat } from './format.ts';

/** A draft's file, kept in this browser until the draft is sealed: a reload loses nothing, and columns can be read anew. */
export interface KeptFile {
  readonly file: File;
  readonly format: FileFormat;
}

const STORE = 'files';

function open(): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>();
  const request = indexedDB.open('lotline-imports', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  return promise;
}

async function ask<Result>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const request = run(database.transaction(STORE, mode).objectStore(STORE));
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  try {
    return await promise;
  } finally {
    database.close();
  }
}

export async function keepFile(jobId: string, kept: KeptFile): Promise<void> {
  await ask('readwrite', (store) => store.put(kept, jobId));
}

/** Null in another browser than the one that the file was chosen in. */
export async function keptFile(jobId: string): Promise<KeptFile | null> {
  // only keepFile writes there
  return ((await ask('readonly', (store) => store.get(jobId))) as KeptFile | undefined) ?? null;
}

export async function forgetFile(jobId: string): Promise<void> {
  await ask('readwrite', (store) => store.delete(jobId));
}
