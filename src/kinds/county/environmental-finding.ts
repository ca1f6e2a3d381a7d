import type { EnvironmentalSettings } from '../../property/settings/environmental-settings.ts';
import type { Replies, Reply } from './environmental-ask.ts';
import type { Located } from './environmental-place.ts';
import {
  type EnvironmentalFacts,
  environmentalRisk,
  RISK_RULES_VERSION,
  worstZone,
} from './environmental-risk.ts';

/** Days after which a finding that lacks an answer should be made anew. */
const PARTIAL_DAYS = 7;

const TITLES = {
  fema: "FEMA's National Flood Hazard Layer",
  echo: 'EPA ECHO, facilities nearby',
  elevation: 'USGS elevation of the place',
} as const;

/** What there is to fear at a place, by the answers that came: risk, facts, why, and where each was found. */
export function environmentalFinding(place: Located, replies: Replies, settings: EnvironmentalSettings) {
  const facts: EnvironmentalFacts = {
    flood: factsOf(replies.fema),
    facilities: factsOf(replies.echo),
    elevation: factsOf(replies.elevation),
  };
  const zone = worstZone(facts.flood ?? []);
  const missing = (['fema', 'echo', 'elevation'] as const).filter((name) => 'failure' in replies[name]);
  return {
    ...environmentalRisk(facts, settings),
    flood_zone: zone?.zone ?? null,
    in_flood_hazard_area: zone?.hazardArea ?? null,
    facilities_nearby: facts.facilities?.count ?? null,
    elevation_feet: facts.elevation?.feet ?? null,
    coordinates: { lat: place.lat, lon: place.lon, from: place.from },
    flood: facts.flood ?? null,
    facilities: facts.facilities ?? null,
    elevation: facts.elevation ?? null,
    /** Services that did not answer: the finding is made without them. */
    missing: missing.map((name) => ({ service: name, why: whyOf(replies[name]) })),
    settings,
    rules_version: RISK_RULES_VERSION,
    sources: [
      place.source,
      ...(['fema', 'echo', 'elevation'] as const).flatMap((name) => {
        const reply = replies[name];
        if ('failure' in reply) return [];
        return [
          { title: TITLES[name], url: reply.url, retrieved_at: new Date(reply.retrievedAt).toISOString() },
        ];
      }),
    ],
    ...(place.remark === null ? {} : { notes: place.remark }),
    ...(missing.length === 0 ? {} : { fresh_days: PARTIAL_DAYS }),
  };
}

function factsOf<Facts>(reply: Reply<Facts>): Facts | undefined {
  return 'failure' in reply ? undefined : reply.facts;
}

function whyOf(reply: Reply): string | null {
  return 'failure' in reply ? reply.failure.message : null;
}
