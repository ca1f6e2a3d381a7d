import type { BidStore } from '../../property/findings/bid-inputs.ts';
import type { ParcelStore } from '../../property/findings/parcels.ts';
import type { ListStore } from '../../property/pdf/list-documents.ts';
import { type ModelParts, researchKind } from '../agents/kinds.ts';
import type { AnyKind } from '../kind.ts';
import { bidStrategyKind } from './bid-strategy.ts';
import { countyKind } from './county-kind.ts';
import { type EnvironmentalParts, environmentalResearchKind } from './environmental-research.ts';
import { pdfParsingKind } from './pdf-parsing.ts';
import { type RegridParts, regridScrapingKind } from './regrid/regrid-scraping.ts';
import { visualValidationKind } from './visual-validation.ts';

/** What the county jobs that our workers do read. */
export interface CountyStores {
  readonly parcels: ParcelStore;
  readonly bids: BidStore;
  readonly environment: EnvironmentalParts;
  readonly lists: ListStore;
  /** Undefined: no token is set, and Regrid is left to agents and workflows. */
  readonly regrid: RegridParts | undefined;
  /** Undefined: research is left to agents and workflows. */
  readonly model: ModelParts | undefined;
}

/** The eight types of county jobs, in the order of their figures. */
export function countyKinds({ parcels, bids, environment, lists, regrid, model }: CountyStores): AnyKind[] {
  return [
    regrid === undefined ? countyKind('regrid_scraping') : regridScrapingKind(regrid),
    visualValidationKind(parcels),
    researchKind('property_condition', model),
    environmentalResearchKind(environment),
    researchKind('title_research', model),
    bidStrategyKind(bids),
    pdfParsingKind(lists),
    researchKind('county_research', model),
  ];
}
