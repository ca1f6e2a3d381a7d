import { AppError } from '../base/errors.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

/** `lotline db url`: a connection line for SQL clients, for whoever can read the data folder. */
export async function runDbUrl(io: LocalIo, options: { readonly owner?: boolean }): Promise<void> {
  await withDatabase(io.env, async ({ database }) => {
    const url = options.owner ? database.urls.owner : database.urls.agent;
    if (url === undefined) {
      throw new AppError('configuration', 'An outside database has no SQL login of ours', {
        hint: 'Make one: lotline db login add NAME',
      });
    }
    io.print(url);
  });
}
