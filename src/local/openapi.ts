import { readConfig } from '../base/config.ts';
import { createLog } from '../base/log.ts';
import { VERSION } from '../base/version.ts';
import { createPool } from '../db/pool.ts';
import { createHealth } from '../http/health.ts';
import { openApiDocument } from '../http/openapi.ts';
import { createPeople } from '../identity/people/people.ts';
import { createLive } from '../outcomes/live/live.ts';
import { createTriggers } from '../outcomes/triggers.ts';
import { createBlobStore } from '../property/blobs/store.ts';
import { createServices } from '../providers/service/services.ts';
import type { LocalIo } from './io.ts';
import { createKinds } from './kinds.ts';
import { createSurfaces } from './surfaces.ts';

/** `lotline openapi`: the document that the server answers at /openapi.json, without a server or a database. */
export async function runOpenApi(io: LocalIo): Promise<void> {
  io.print(JSON.stringify(await productDocument(io.env), null, 2));
}

/** The OpenAPI document of the whole product. */
export async function productDocument(env: NodeJS.ProcessEnv) {
  // Never connects: a description needs no answers.
  const url = 'postgres://127.0.0.1/none';
  const pool = createPool(url, { name: 'none', max: 1 });
  const health = createHealth({
    pendingMigrations: async () => ({ migrations: [], functions: false }),
    isStopping: () => false,
    version: VERSION,
  });
  const config = readConfig(env);
  const log = createLog('silent');
  const triggers = createTriggers({ config, pool, log });
  const live = createLive({ pool, log });
  const people = createPeople({ config, pool, url, log });
  const blobs = createBlobStore(pool, config.blobs);
  const services = createServices(pool, config, log);
  const surfaces = [
    health,
    ...createSurfaces({
      registry: createKinds(config, pool, services),
      config,
      triggers,
      blobs,
      people,
      live,
      services,
    }),
  ];
  return openApiDocument(surfaces, { version: VERSION });
}
