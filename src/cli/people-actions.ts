/** What the `people` commands do. People are named by e-mail address; the server knows them by id. */
import { answered, type components } from '../client/index.ts';
import type { Client } from './client.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { bodyOf } from './given.ts';
import { printList, printOne, table } from './output.ts';

type Member = components['schemas']['Member'];
type Invitation = components['schemas']['Invitation'];

export async function list(context: Context): Promise<ExitCode> {
  const people = await allPeople(await context.client());
  await printList(context.io, context.format, people, () =>
    table(
      context.io,
      ['EMAIL', 'NAME', 'ROLE', 'LAST SEEN'],
      people.map((one) => [one.email, one.name, one.role, one.last_seen_at?.slice(0, 10) ?? 'never']),
    ),
  );
  return EXIT.ok;
}

export async function invitations(context: Context): Promise<ExitCode> {
  const open = await allInvitations(await context.client());
  await printList(context.io, context.format, open, () =>
    table(
      context.io,
      ['EMAIL', 'ROLE', 'UNTIL', 'BY'],
      open.map((one) => [one.email, one.role, one.expires_at.slice(0, 10), one.created_by]),
    ),
  );
  return EXIT.ok;
}

const DELIVERIES: Readonly<Record<components['schemas']['SentInvitation']['delivery'], string>> = {
  email: 'A letter is on its way.',
  log: "No mail server is set: the link stands in the server's log.",
  failed: 'The letter could not be sent; the server log says why. Invite again when that is mended.',
};

export async function invite(context: Context, email: string, role: string): Promise<ExitCode> {
  const { api } = await context.client();
  const sent = await answered(api.POST('/api/invitations', { body: bodyOf<'invite'>({ email, role }) }));
  await printOne(context.io, context.format, sent, () => `${sent.email} is invited as ${sent.role}.`);
  context.say(DELIVERIES[sent.delivery]);
  return sent.delivery === 'failed' ? EXIT.error : EXIT.ok;
}

export async function uninvite(context: Context, email: string): Promise<ExitCode> {
  const client = await context.client();
  const invitation_id = called(await allInvitations(client), email);
  await client.api.DELETE('/api/invitations/{invitation_id}', { params: { path: { invitation_id } } });
  context.say(`${email} is not invited any more.`);
  return EXIT.ok;
}

export async function changeRole(context: Context, email: string, role: string): Promise<ExitCode> {
  const client = await context.client();
  const person_id = called(await allPeople(client), email);
  await client.api.PATCH('/api/people/{person_id}', {
    params: { path: { person_id } },
    body: bodyOf<'changePerson'>({ role }),
    ...client.patient({ repeatable: true }),
  });
  context.say(`${email} is ${role} now.`);
  return EXIT.ok;
}

export async function remove(context: Context, email: string, yes: boolean | undefined): Promise<ExitCode> {
  const client = await context.client();
  const person_id = called(await allPeople(client), email);
  await confirm(context, `Take ${email} out of your organization?`, yes);
  await client.api.DELETE('/api/people/{person_id}', { params: { path: { person_id } } });
  context.say(`${email} is out.`);
  return EXIT.ok;
}

async function allPeople({ api }: Client): Promise<Member[]> {
  return allOf(async (query) => {
    const page = await answered(api.GET('/api/people', { params: { query } }));
    return { rows: page.people, next: page.next_cursor };
  });
}

async function allInvitations({ api }: Client): Promise<Invitation[]> {
  return allOf(async (query) => {
    const page = await answered(api.GET('/api/invitations', { params: { query } }));
    return { rows: page.invitations, next: page.next_cursor };
  });
}

async function allOf<Row>(
  fetchPage: (query: { limit: number; cursor?: string }) => Promise<{ rows: Row[]; next: string | null }>,
): Promise<Row[]> {
  const found: Row[] = [];
  let next: string | null = null;
  do {
    const page = await fetchPage({ limit: 200, ...(next === null ? {} : { cursor: next }) });
    found.push(...page.rows);
    next = page.next;
  } while (next !== null);
  return found;
}

function called(rows: readonly (Member | Invitation)[], email: string): string {
  const found = rows.find((one) => one.email === email.toLowerCase());
  if (found !== undefined) return found.id;
  throw new CliError(EXIT.notFound, 'not_found', `There is no ${email} here.`);
}
