/** What the database says of one event; see webhook_event_facts. */
export interface EventFacts {
  /** Row and place in it: together they are the event's id. Null for a test. */
  readonly event: number | null;
  readonly place: number;
  readonly type: string;
  readonly at: string;
  /** Among the organization's events, and among its job's. */
  readonly number: string | null;
  readonly sequence: number | null;
  readonly generation: number | null;
  /** What stands nowhere else, by type. */
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly job: { readonly id: string; readonly name: string; readonly kind: string } | null;
  /** Null when it is not kept any more, or the event is about no item. */
  readonly item: ItemFacts | null;
  readonly report: Readonly<Record<string, unknown>> | null;
}

export interface ItemFacts {
  readonly id: string;
  readonly seq: number;
  readonly reference: string | null;
  readonly input: unknown;
  /** Null when the outcome meant is not kept any more. */
  readonly outcome: string | null;
  readonly result: unknown;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly attempts: number | null;
  readonly settled_at: string | null;
}

/** An event's id: the same for every attempt, every endpoint and every replay. */
export function eventId(facts: Pick<EventFacts, 'event' | 'place'>): string {
  return `evt_${facts.event ?? 'test'}_${facts.place}`;
}
