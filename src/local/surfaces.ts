import type { Config } from '../base/config.ts';
import type { Surface } from '../http/endpoint.ts';
import type { People } from '../identity/people/people.ts';
import type { Registry } from '../kinds/registry.ts';
import type { Live } from '../outcomes/live/live.ts';
import type { Triggers } from '../outcomes/triggers.ts';
import type { BlobStore } from '../property/blobs/store.ts';
import { Regrid } from '../providers/regrid/regrid.ts';
import type { Services } from '../providers/service/services.ts';
import { commands } from '../surfaces/agents/commands/endpoint.ts';
import { mcp } from '../surfaces/agents/mcp/endpoint.ts';
import { sessions } from '../surfaces/agents/sessions/endpoints.ts';
import { audit } from '../surfaces/audit/endpoints.ts';
import { batchJobs } from '../surfaces/batch-jobs/endpoints.ts';
import { batchLookups } from '../surfaces/batch-lookups/endpoints.ts';
import { calls } from '../surfaces/calls/endpoints.ts';
import { documents } from '../surfaces/documents/endpoints.ts';
import { httpResults } from '../surfaces/http-results/endpoints.ts';
import { incentiveReports } from '../surfaces/incentive-reports/endpoints.ts';
import { incentives } from '../surfaces/incentives/endpoints.ts';
import { keys } from '../surfaces/keys/endpoints.ts';
import { leads } from '../surfaces/leads/endpoints.ts';
import { liveEvents } from '../surfaces/live/endpoints.ts';
import { lookupsWorker } from '../surfaces/lookups-worker/endpoints.ts';
import { n8n } from '../surfaces/n8n/endpoints.ts';
import { webhookSettings } from '../surfaces/n8n/settings.ts';
import { notifications } from '../surfaces/notifications/endpoints.ts';
import { operations } from '../surfaces/operations/endpoints.ts';
import { ops } from '../surfaces/ops/endpoints.ts';
import { parcels } from '../surfaces/parcels/endpoints.ts';
import { people } from '../surfaces/people/endpoints.ts';
import { postedJobs } from '../surfaces/posted-jobs/endpoints.ts';
import { properties } from '../surfaces/properties/endpoints.ts';
import { servicesSurface } from '../surfaces/services/endpoints.ts';
import { settings } from '../surfaces/settings/endpoints.ts';
import { webhooks } from '../surfaces/webhooks/endpoints.ts';
import { propertyRadarOf } from './lead-imports.ts';

/** What the surfaces are made of. */
export interface SurfaceParts {
  readonly registry: Registry;
  readonly config: Config;
  readonly triggers: Triggers;
  readonly blobs: BlobStore;
  readonly people: People;
  readonly live: Live;
  readonly services: Services;
}

/** Every dialect of HTTP that the product speaks; a new one is one line here. */
export function createSurfaces({
  registry,
  config,
  triggers,
  blobs,
  people: service,
  live,
  services,
}: SurfaceParts): Surface[] {
  const jobs = batchJobs({ registry, triggers });
  return [
    batchLookups(registry.get('incentive_lookup')),
    incentives(registry.get('incentive_lookup')),
    incentiveReports,
    lookupsWorker(registry.get('incentive_lookup')),
    jobs,
    n8n(triggers, jobs),
    webhookSettings(config),
    operations(live.paces),
    keys,
    liveEvents(live),
    properties,
    parcels(
      config.services.regrid.key === undefined
        ? undefined
        : new Regrid(services.regrid, config.services.regrid.key),
    ),
    leads({ radar: propertyRadarOf(config, services) }),
    settings,
    servicesSurface(config),
    calls,
    people(service, config),
    documents({ blobs, limitBytes: config.blobLimitBytes }),
    sessions({ triggers }),
    commands({ triggers }),
    mcp({ registry, triggers, paces: live.paces, sandbox: config.sandbox }),
    audit,
    postedJobs(registry, config),
    ...httpResults(config),
    ...notifications,
    ...ops(registry),
    ...webhooks(config),
  ];
}
