import { groupDigits } from '../cli/human.ts';
import { facts, table } from '../cli/output.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { importCatalogue } from '../property/catalogue/import/import-catalogue.ts';
import { catalogueSummary } from '../property/catalogue/summary.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

/** `lotline catalogue import`: loads files as they are and says what could not be read. */
export async function runCatalogueImport(
  io: LocalIo,
  path: string,
  options: { readonly json?: boolean },
): Promise<void> {
  const report = await withOwnerPool(io, (pool) => importCatalogue(pool, path, { log: io.say }));
  if (options.json) return io.print(JSON.stringify(report));
  io.print(`${report.files.length} files loaded, ${report.ignored.length} left alone`);
  for (const { file, reason } of report.ignored) io.print(`left alone  ${file}: ${reason}`);
  for (const { file, entry, reason } of report.problems) io.print(`not read    ${file} ${entry}: ${reason}`);
}

/** `lotline catalogue show`: what the catalogue holds. */
export async function runCatalogueShow(io: LocalIo, options: { readonly json?: boolean }): Promise<void> {
  const summary = await withOwnerPool(io, (pool) => catalogueSummary(pool));
  if (options.json) return io.print(JSON.stringify(summary));
  const rows = summary.states.map(({ state, source, programs, incentives }) => [
    state === 'US' ? 'federal' : state,
    groupDigits(programs),
    groupDigits(incentives),
    source,
  ]);
  io.print(table(io.io, ['STATE', 'PROGRAMS', 'INCENTIVES', 'SOURCE'], rows));
  io.print('');
  io.print(
    facts([
      [
        'ZIP codes',
        `${groupDigits(summary.zipCodes)}, ${groupDigits(summary.zipsWithUtility)} with a utility`,
      ],
      ['Utilities', groupDigits(summary.utilities)],
      ['Devices', groupDigits(summary.devices)],
      ['Loaded', summary.importedAt === null ? 'never' : summary.importedAt.toISOString()],
    ]),
  );
}

function withOwnerPool<T>(io: LocalIo, work: (pool: Pool) => Promise<T>): Promise<T> {
  return withDatabase(io.env, async ({ database }) => {
    // An import of a whole country takes longer than a statement may elsewhere.
    const pool = createPool(database.urls.owner, {
      name: 'lotline catalogue',
      max: 2,
      statementTimeoutMs: 600_000,
    });
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  });
}
