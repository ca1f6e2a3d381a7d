import type { PlaceAnswers } from '../../property/places/answers.ts';
import type { FoundPlace } from '../../property/places/geocodes.ts';
import type { PlaceStore } from '../../property/places/places.ts';
import type { EnvironmentalSettings } from '../../property/settings/environmental-settings.ts';
import type { AskedFor } from '../../providers/place.ts';
import { NotNow, ServiceFailure } from '../../providers/service.ts';
import type { Geocoder } from '../geocoder.ts';
import { completed, type KindContext, type Outcome, type WorkItem } from '../kind.ts';
import { callFor, outcomeOf } from '../service-outcome.ts';
import { type CountyInput, countyKind } from './county-kind.ts';
import { type EnvironmentalServices, environmentalQuestions, type Replies } from './environmental-ask.ts';
import { environmentalFinding } from './environmental-finding.ts';
import { type Located, located } from './environmental-place.ts';

/** What the kind reads, keeps and asks. */
export interface EnvironmentalParts {
  readonly places: PlaceStore;
  readonly answers: PlaceAnswers;
  settings(organizationId: string): Promise<EnvironmentalSettings>;
  readonly geocoder: Geocoder;
  readonly services: EnvironmentalServices;
}

/** Flood zone, regulated facilities and height of the ground of each property, and what they mean together. */
export const environmentalResearchKind = (parts: EnvironmentalParts) =>
  countyKind('environmental_research', (items, context) => research(parts, items, context), {
    services: ['fema', 'echo', 'elevation'],
    // services that are slow, and a batch of addresses that takes minutes
    itemTimeoutMs: 60_000,
  });

type Item = WorkItem<CountyInput>;

async function research(
  parts: EnvironmentalParts,
  items: readonly Item[],
  context: KindContext<unknown>,
): Promise<Outcome[]> {
  const { job, signal } = context;
  const { organizationId } = job;
  const asked: AskedFor = { for: callFor(context), signal };
  const settings = await parts.settings(organizationId);
  const places = await placesOf(parts, items, asked);
  const askAbout = environmentalQuestions(parts.services, parts.answers, {
    radiusMiles: settings.facility_radius_miles,
    again: asksAgain(job.params),
  });
  const there = items.flatMap(({ seq }, n) => {
    const place = places[n];
    return place !== undefined && !('outcome' in place) ? [{ place, seq, n }] : [];
  });
  const replies = await askAbout(there, asked);
  const byItem = new Map(there.map(({ n }, at) => [n, replies[at]]));
  return items.map((item, n) => {
    const place = places[n];
    if (place === undefined) throw new Error(`item ${item.seq} has no place`);
    if ('outcome' in place) return place;
    const said = byItem.get(n);
    if (said === undefined) throw new Error(`nothing was asked about item ${item.seq}`);
    return outcomeFor(item, place, said, settings);
  });
}

/** Where each item's property is, or the outcome that says why not. Addresses of a batch go to the geocoder in one. */
async function placesOf(
  { places, geocoder }: EnvironmentalParts,
  items: readonly Item[],
  asked: AskedFor,
): Promise<(Located | Outcome)[]> {
  const { organizationId } = asked.for;
  const ids = items.map(({ input }) => input.item_id);
  const known = await places.read(organizationId, ids);
  const lacking = [...new Set(ids)].flatMap((id) => {
    const place = known.get(id);
    if (place === undefined || place.parcel !== null || place.geocode !== null) return [];
    return place.address === null ? [] : [{ id, address: place.address }];
  });
  let found = new Map<string, FoundPlace>();
  if (lacking.length > 0) {
    try {
      const answers = await geocoder.geocode(
        lacking.map(({ address }) => address),
        asked,
        (most) => places.ahead(organizationId, ids, most),
      );
      found = new Map(lacking.flatMap(({ id }, n) => (answers[n] ? [[id, answers[n]]] : [])));
    } catch (error) {
      asked.signal.throwIfAborted();
      const failure = outcomeOf(error);
      const without = new Set(lacking.map(({ id }) => id));
      return ids.map((id) =>
        without.has(id) ? failure : located(known.get(id), known.get(id)?.geocode ?? undefined),
      );
    }
  }
  return ids.map((id) => located(known.get(id), known.get(id)?.geocode ?? found.get(id)));
}

/**
 * A finding when every service answered. One that may answer later sends the item back for another attempt, where what
 * the others said is not asked again; after some attempts the finding is made without it, and says so. One that refuses
 * fails the item: that is for an operator to put right.
 */
function outcomeFor(item: Item, place: Located, replies: Replies, settings: EnvironmentalSettings): Outcome {
  const failures = Object.values(replies).flatMap((reply) => ('failure' in reply ? [reply.failure] : []));
  const refused = failures.find((one) => one instanceof ServiceFailure && !mayPass(one));
  if (refused !== undefined) return outcomeOf(refused);
  const longest = failures
    .filter((one) => one instanceof NotNow)
    .toSorted((a, b) => b.afterMs - a.afterMs)[0];
  if (longest !== undefined) return outcomeOf(longest);
  const [failure] = failures;
  if (failure !== undefined && item.attempt < settings.partial_after_attempts) return outcomeOf(failure);
  return completed(environmentalFinding(place, replies, settings));
}

function mayPass({ failure }: ServiceFailure): boolean {
  return (
    failure === 'transient' || failure === 'rate_limited' || failure === 'timeout' || failure === 'crashed'
  );
}

/** `reuse: false` in a job's parameters: ask anew what is known already. */
function asksAgain(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'reuse' in params && params.reuse === false;
}
