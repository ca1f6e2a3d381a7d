import type {
  PlaceAnswer,
  PlaceAnswers,
  PlaceQuestion,
  PlaceService,
} from '../../property/places/answers.ts';
import type { Echo, FacilityFacts } from '../../providers/echo.ts';
import type { Elevation, ElevationFacts } from '../../providers/elevation.ts';
import type { Fema, FloodFacts } from '../../providers/fema.ts';
import type { AskedFor, Place, Said } from '../../providers/place.ts';
import { NotNow, type ServiceCaller, ServiceFailure } from '../../providers/service.ts';

/** The services that know something about a place. */
export interface EnvironmentalServices {
  readonly fema: Fema;
  readonly echo: Echo;
  readonly elevation: Elevation;
}

interface FactsOf {
  readonly fema: FloodFacts;
  readonly echo: FacilityFacts;
  readonly elevation: ElevationFacts;
}

/** What one service said of a place, or why it did not. */
export type Reply<Facts = unknown> =
  | { readonly facts: Facts; readonly url: string; readonly retrievedAt: Date }
  | { readonly failure: ServiceFailure | NotNow };

/** What all of them said of a place. */
export type Replies = { readonly [S in PlaceService]: Reply<FactsOf[S]> };

/** Calls that an answer takes as a rule: the list of facilities comes in two. */
const CALLS: Readonly<Record<PlaceService, number>> = { fema: 1, echo: 2, elevation: 1 };
const SERVICES = ['fema', 'echo', 'elevation'] as const;

/** Asks about the places of one batch. What is known is read in one statement, what is learned kept in one. */
export function environmentalQuestions(
  services: EnvironmentalServices,
  answers: PlaceAnswers,
  { radiusMiles, again }: { readonly radiusMiles: number; readonly again: boolean },
) {
  const keyOf = (service: PlaceService, { lat, lon }: Place) =>
    `${lat.toFixed(6)},${lon.toFixed(6)}${service === 'echo' ? `,${radiusMiles}` : ''}`;

  function ask(service: PlaceService, place: Place, asked: AskedFor): Promise<Said<unknown>> {
    switch (service) {
      case 'fema':
        return services.fema.floodZones(place, asked);
      case 'echo':
        return services.echo.facilities(place, radiusMiles, asked);
      case 'elevation':
        return services.elevation.at(place, asked);
    }
  }

  /** Replies for each place, in order. Rejects only when the signal aborts, or something of ours is wrong. */
  return async function about(
    places: readonly { readonly place: Place; readonly seq: number }[],
    asked: AskedFor,
  ): Promise<Replies[]> {
    const { organizationId } = asked.for;
    const questions = places.flatMap(({ place }) =>
      SERVICES.map((service): PlaceQuestion => ({ service, key: keyOf(service, place) })),
    );
    const known = new Map<string, Reply>();
    const nameOf = ({ service, key }: PlaceQuestion) => `${service} ${key}`;
    const kept = again ? [] : await answers.known(organizationId, questions);
    for (const answer of kept) known.set(nameOf(answer), answer);
    const open = new Map(questions.filter((one) => !known.has(nameOf(one))).map((one) => [nameOf(one), one]));
    const unready = await reserve(services, [...open.values()], asked);
    const learned: PlaceAnswer[] = [];
    const underWay = new Map<string, Promise<Reply>>();
    const replyTo = async (service: PlaceService, place: Place, seq: number): Promise<Reply> => {
      const failure = unready.get(service);
      if (failure !== undefined) return { failure };
      try {
        const said = await ask(service, place, { ...asked, for: { ...asked.for, seq } });
        const answer = { service, key: keyOf(service, place), ...said, retrievedAt: new Date() };
        learned.push(answer);
        return answer;
      } catch (error) {
        return { failure: failureOf(error, asked.signal) };
      }
    };
    const reply = (service: PlaceService, place: Place, seq: number): Promise<Reply> => {
      const name = nameOf({ service, key: keyOf(service, place) });
      const there = known.get(name);
      if (there !== undefined) return Promise.resolve(there);
      // parcels at one point are asked about once
      const asking = underWay.get(name) ?? replyTo(service, place, seq);
      underWay.set(name, asking);
      return asking;
    };
    try {
      return await Promise.all(
        places.map(async ({ place, seq }) => {
          const [fema, echo, elevation] = await Promise.all(SERVICES.map((one) => reply(one, place, seq)));
          return { fema, echo, elevation } as Replies; // one of each service, in the order of SERVICES
        }),
      );
    } finally {
      await answers.keep(organizationId, learned);
    }
  };
}

/** Sees to a batch's worth of calls to each service; gives those that cannot be called now. */
async function reserve(
  services: EnvironmentalServices,
  open: readonly PlaceQuestion[],
  { for: wanted, signal }: AskedFor,
): Promise<Map<PlaceService, ServiceFailure | NotNow>> {
  const unready = new Map<PlaceService, ServiceFailure | NotNow>();
  await Promise.all(
    SERVICES.map(async (service) => {
      const calls = open.filter((one) => one.service === service).length * CALLS[service];
      if (calls === 0) return;
      const caller: ServiceCaller = services[service].caller;
      try {
        await caller.reserve(calls, wanted, signal);
      } catch (error) {
        unready.set(service, failureOf(error, signal));
      }
    }),
  );
  return unready;
}

function failureOf(error: unknown, signal: AbortSignal): ServiceFailure | NotNow {
  signal.throwIfAborted();
  if (error instanceof ServiceFailure || error instanceof NotNow) return error;
  throw error;
}
