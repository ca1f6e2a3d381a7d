/** Stores chunk after chunk, counted from 1, and reads the next one meanwhile: no more than two are in memory. */
export async function storeChunks<Row>(
  chunks: AsyncIterable<Row[]>,
  store: (rows: Row[], chunk: number) => Promise<void>,
): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let chunk = 0;
  for await (const rows of chunks) {
    await last;
    chunk += 1;
    last = store(rows, chunk);
    // It is awaited before the next one; until then nobody else listens.
    last.catch(() => {});
  }
  await last;
}
