import { call, type Queryable } from '../../db/pool.ts';

/** A letter to one person about something that they should see to. */
export interface Notice {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export type Tell = (notice: Notice) => Promise<unknown>;

interface Facts extends Record<string, unknown> {
  readonly organization: string;
  readonly place: string;
  readonly reason: string;
  readonly emails: readonly string[];
}

const WHY: Readonly<Record<string, string>> = {
  gone: 'it answered 410, which means that it is gone for good',
  failing: 'it failed until the schedule of a delivery was over',
};

/** Writes to the admins of an endpoint's organization that it was disabled, one letter each. */
export async function tellOfDisabled(db: Queryable, endpointId: string, tell: Tell): Promise<void> {
  const [facts] = await call<Facts>(
    db,
    'select organization, place, reason, emails from lotline.webhook_notice($1)',
    [endpointId],
  );
  if (facts === undefined) return;
  const subject = `Webhooks to ${facts.place} were stopped`;
  const text = `Nothing more of ${facts.organization} is sent to ${facts.place}: ${WHY[facts.reason] ?? facts.reason}. What happens meanwhile is kept for a week.

When it works again, enable it: lotline webhooks enable ${endpointId} (or PATCH /webhooks/${endpointId} with {"enabled": true}). What it missed is then sent, in order.
`;
  for (const to of facts.emails) await tell({ to, subject, text });
}
