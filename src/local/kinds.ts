import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { ModelParts } from '../kinds/agents/kinds.ts';
import type { EnvironmentalParts } from '../kinds/county/environmental-research.ts';
import { countyKinds } from '../kinds/county/kinds.ts';
import type { RegridParts } from '../kinds/county/regrid/regrid-scraping.ts';
import { createGeocoder, type Geocoder } from '../kinds/geocoder.ts';
import { httpKind } from '../kinds/http/http.ts';
import { incentiveLookupKind } from '../kinds/incentive-lookup.ts';
import type { AnyKind } from '../kinds/kind.ts';
import { leadImportKind } from '../kinds/lead-import/lead-import.ts';
import { listExportKind } from '../kinds/list-export.ts';
import { createRegistry, type Registry } from '../kinds/registry.ts';
import { createBlobStore } from '../property/blobs/store.ts';
import { CatalogueLookup } from '../property/catalogue/lookup.ts';
import { listReader } from '../property/exports/list-export.ts';
import { bidStore } from '../property/findings/bid-inputs.ts';
import { usageStore } from '../property/findings/model-usage.ts';
import { parcelStore } from '../property/findings/parcels.ts';
import { leadStore } from '../property/lead-imports/lead-store.ts';
import { parcelBatchStore } from '../property/parcel-batches/store.ts';
import { listStore } from '../property/pdf/list-documents.ts';
import { placeAnswers } from '../property/places/answers.ts';
import { geocodeStore } from '../property/places/geocodes.ts';
import { placeStore } from '../property/places/places.ts';
import { environmentalSettingsFrom } from '../property/settings/environmental-settings.ts';
import { Anthropic } from '../providers/anthropic/anthropic.ts';
import { Census } from '../providers/census/census.ts';
import { Echo } from '../providers/echo.ts';
import { Elevation } from '../providers/elevation.ts';
import { Fema } from '../providers/fema.ts';
import { IncentivesApi } from '../providers/incentives-api.ts';
import { Regrid } from '../providers/regrid/regrid.ts';
import type { Services } from '../providers/service/services.ts';
import { type HttpWorkConfig, httpParts } from './http-work.ts';
import { propertyRadarOf } from './lead-imports.ts';

/**
 * The kinds that this installation knows; a new kind is one line here. `db` is for what they read and keep, `services`
 * for what they ask outside, `own` those of lotline.config.ts.
 */
export function createKinds(
  config: Pick<Config, 'incentivesApi' | 'services' | 'blobs'> & HttpWorkConfig,
  db: Pool,
  services: Services,
  own: readonly AnyKind[] = [],
): Registry {
  const { incentivesApi } = config;
  const { census } = config.services;
  const geocoder = createGeocoder(new Census(services.census, census.url), geocodeStore(db));
  const builtIn: AnyKind[] = [
    incentiveLookupKind(
      incentivesApi && services.incentivesApi
        ? {
            api: new IncentivesApi(services.incentivesApi, incentivesApi),
            paid: services.paidAnswers,
          }
        : { catalogue: new CatalogueLookup(db), ...(census.lookups ? { geocoder } : {}) },
    ),
    leadImportKind({ radar: propertyRadarOf(config, services), store: leadStore(db) }),
    listExportKind(listReader(db)),
    ...countyKinds({
      parcels: parcelStore(db),
      bids: bidStore(db),
      environment: environmentalParts(config, db, services, geocoder),
      lists: listStore(db, createBlobStore(db, config.blobs)),
      regrid: regridParts(config, db, services),
      model: modelParts(config, db, services),
    }),
    httpKind(httpParts(config, db, services)),
  ];
  for (const { name } of own) {
    if (builtIn.some((kind) => kind.name === name)) {
      throw new AppError('configuration', `lotline.config.ts: "${name}" is the name of a built-in kind`, {
        hint: 'Give your kind another name.',
      });
    }
  }
  return createRegistry([...builtIn, ...own]);
}

/** Undefined where no token is set. */
function regridParts(
  { services: { regrid } }: Pick<Config, 'services'>,
  db: Queryable,
  services: Services,
): RegridParts | undefined {
  if (regrid.key === undefined) return undefined;
  return {
    regrid: new Regrid(services.regrid, regrid.key),
    paidAnswers: services.paidAnswers,
    batches: parcelBatchStore(db),
  };
}

/** Research by a model, where its key is set. */
function modelParts(
  { services: { anthropic: at } }: Pick<Config, 'services'>,
  db: Queryable,
  services: Services,
): ModelParts | undefined {
  if (at.key === undefined) return undefined;
  return {
    model: new Anthropic(services.anthropic, { key: at.key, model: at.model }),
    usage: usageStore(db),
  };
}

function environmentalParts(
  { services: at }: Pick<Config, 'services'>,
  db: Queryable,
  services: Services,
  geocoder: Geocoder,
): EnvironmentalParts {
  return {
    places: placeStore(db),
    answers: placeAnswers(db),
    settings: (organizationId) => environmentalSettingsFrom(db, organizationId),
    geocoder,
    services: {
      fema: new Fema(services.fema, at.fema.url),
      echo: new Echo(services.echo, at.echo.url),
      elevation: new Elevation(services.elevation, at.elevation.url),
    },
  };
}
