import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { createServices, type Services } from '../../src/providers/service/services.ts';
import { beforeDatabaseEnds } from './database.ts';

/** The outside services as `env` names them, closed when the test file is done. */
export function testServices(db: Queryable, env: NodeJS.ProcessEnv = {}): Services {
  const services = createServices(db, readConfig(env), createLog(process.env.LOTLINE_TEST_LOG ?? 'silent'));
  beforeDatabaseEnds(() => services.close());
  return services;
}
