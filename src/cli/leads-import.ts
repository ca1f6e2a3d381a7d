/** `leads preview|import|reconcile`. */
import { answered } from '../client/index.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { openSource } from './csv-source.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf } from './given.ts';
import { groupDigits, plural } from './human.ts';
import type { ImportLeadsOptions, ReconcileOptions, SearchOptions } from './leads.ts';
import { jsonOf, searchOf } from './leads-criteria.ts';
import { facts, printList, printOne, table } from './output.ts';
import { watch } from './watch.ts';

/** What a search would bring and cost. Buys nothing. */
export async function preview(context: Context, options: SearchOptions): Promise<ExitCode> {
  const told = await previewed(context, options);
  await printOne(context.io, context.format, told, () =>
    facts([
      ['Finds', plural(told.total_records, 'record')],
      ['Takes', plural(told.records, 'record')],
      ['Costs', told.estimated_cost === null ? 'not told' : `$${told.estimated_cost} at most`],
      ['Free still', told.free_remaining === null ? 'not told' : groupDigits(told.free_remaining)],
      ['Calls', `${groupDigits(told.calls.billed)} purchases, ${groupDigits(told.calls.free)} free previews`],
    ]),
  );
  return EXIT.ok;
}

async function previewed(context: Context, options: SearchOptions) {
  const { api } = await context.client();
  // What was typed goes as it is: the server says which of it does not fit.
  const body = bodyOf<'previewLeads'>({
    ...(await searchOf(context, options)),
    batch_size: options.batchSize,
    total_items: options.most,
  });
  return answered(api.POST('/api/leads/preview', { body }));
}

/** Starts an import, after saying what it costs. */
export async function importLeads(context: Context, options: ImportLeadsOptions): Promise<ExitCode> {
  if (!options.yes) {
    const told = await previewed(context, options);
    const cost = told.estimated_cost === null ? 'an unknown price' : `at most $${told.estimated_cost}`;
    await confirm(
      context,
      `Buy ${plural(told.records, 'record')} in ${plural(told.calls.billed, 'purchase')} for ${cost}?`,
      options.yes,
    );
  }
  const { api } = await context.client();
  // What was typed goes as it is: the server says which of it does not fit.
  const body = bodyOf<'createBatchJob'>({
    ...(await searchOf(context, options)),
    name: options.name,
    batch_size: options.batchSize,
    total_items: options.most,
    reuse: options.reuse === false ? false : undefined,
    reuse_days: options.reuseDays,
  });
  const { data } = await answered(api.POST('/api/batch-jobs', { body }));
  if (!options.wait) {
    await printOne(context.io, context.format, data, () => data.id);
    return EXIT.ok;
  }
  const watched = await watch(context, data.id, { timeout: options.timeout });
  await printOne(context.io, context.format, watched.job, () => data.id);
  return watched.exitCode;
}

/** Purchases whose answers never came; with `--verdict`, what became of them. */
export async function reconcile(
  context: Context,
  options: ReconcileOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { api } = await context.client();
  const path = { id: args[0] ?? '' };
  if (options.verdict === undefined) {
    const { data } = await answered(api.GET('/api/batch-jobs/{id}/unknown-purchases', { params: { path } }));
    const rows = data.map((one) => [
      one.sent_at,
      groupDigits(one.items),
      (one.radar_ids ?? ['a page of the search']).slice(0, 5).join(' '),
    ]);
    await printList(context.io, context.format, data, () =>
      rows.length === 0
        ? 'Every purchase was answered.'
        : table(context.io, ['SENT (UTC)', 'ITEMS', 'RECORDS'], rows),
    );
    return EXIT.ok;
  }
  // What was typed goes as it is: the server says which of it does not fit.
  const body = bodyOf<'reconcileBatchJob'>({
    verdict: options.verdict,
    items: options.items?.map(Number),
    records: options.records === undefined ? undefined : await recordsOf(context, options.records),
    reason: options.reason,
  });
  const done = await answered(api.POST('/api/batch-jobs/{id}/reconcile', { params: { path }, body }));
  context.say(`${plural(done.reconciled, 'item')} reconciled; ${groupDigits(done.unknown)} still unknown.`);
  await printOne(context.io, context.format, done, () => path.id);
  return EXIT.ok;
}

/** Records of a file: one JSON list, or an object a line. */
async function recordsOf(context: Context, file: string): Promise<unknown[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await openSource(file, context.io)).bytes) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8').trim();
  const list = text.startsWith('[') ? jsonOf(text, file) : undefined;
  if (Array.isArray(list)) return list;
  const records = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (records.length === 0) throw usageError(`${file} holds no records.`);
  return records.map((line, at) => jsonOf(line, `${file}, line ${at + 1}`));
}
