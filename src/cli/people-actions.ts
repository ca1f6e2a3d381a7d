/** What the `people` commands do. People are named by e-mail address; the server knows them by id. */
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { printList, printOne, table } from './output.ts';

interface Named {
  readonly id: string;
  readonly email: string;
}

interface Member extends Named {
  readonly name: string;
  readonly role: string;
  readonly last_seen_at: string | null;
}

interface Invitation extends Named {
  readonly role: string;
  readonly created_by: string;
  readonly expires_at: string;
}

const PEOPLE = '/api/people';
const INVITATIONS = '/api/invitations';

export async function list(context: Context): Promise<ExitCode> {
  const people = await all<Member>(context, PEOPLE, 'people');
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
  const open = await all<Invitation>(context, INVITATIONS, 'invitations');
  await printList(context.io, context.format, open, () =>
    table(
      context.io,
      ['EMAIL', 'ROLE', 'UNTIL', 'BY'],
      open.map((one) => [one.email, one.role, one.expires_at.slice(0, 10), one.created_by]),
    ),
  );
  return EXIT.ok;
}

const DELIVERIES: Readonly<Record<string, string>> = {
  email: 'A letter is on its way.',
  log: "No mail server is set: the link stands in the server's log.",
  failed: 'The letter could not be sent; the server log says why. Invite again when that is mended.',
};

export async function invite(context: Context, email: string, role: string): Promise<ExitCode> {
  const sent = (await (
    await context.client()
  ).json(INVITATIONS, {
    method: 'POST',
    body: { email, role },
  })) as Invitation & { delivery: string };
  await printOne(context.io, context.format, sent, () => `${sent.email} is invited as ${sent.role}.`);
  context.say(DELIVERIES[sent.delivery] ?? '');
  return sent.delivery === 'failed' ? EXIT.error : EXIT.ok;
}

export async function uninvite(context: Context, email: string): Promise<ExitCode> {
  const { id } = await called(context, INVITATIONS, 'invitations', email);
  await (await context.client()).open(`${INVITATIONS}/${id}`, { method: 'DELETE' });
  context.say(`${email} is not invited any more.`);
  return EXIT.ok;
}

export async function changeRole(context: Context, email: string, role: string): Promise<ExitCode> {
  const { id } = await called(context, PEOPLE, 'people', email);
  await (await context.client()).open(`${PEOPLE}/${id}`, {
    method: 'PATCH',
    body: { role },
    repeatable: true,
  });
  context.say(`${email} is ${role} now.`);
  return EXIT.ok;
}

export async function remove(context: Context, email: string, yes: boolean | undefined): Promise<ExitCode> {
  const { id } = await called(context, PEOPLE, 'people', email);
  await confirm(context, `Take ${email} out of your organization?`, yes);
  await (await context.client()).open(`${PEOPLE}/${id}`, { method: 'DELETE' });
  context.say(`${email} is out.`);
  return EXIT.ok;
}

async function called(context: Context, path: string, field: string, email: string): Promise<Named> {
  const found = (await all<Named>(context, path, field)).find((one) => one.email === email.toLowerCase());
  if (found !== undefined) return found;
  throw new CliError(EXIT.notFound, 'not_found', `There is no ${email} here.`);
}

async function all<T>(context: Context, path: string, field: string): Promise<T[]> {
  const client = await context.client();
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = (await client.json(path, { query: { limit: 200, cursor } })) as Record<string, unknown>;
    found.push(...(page[field] as T[]));
    cursor = (page.next_cursor as string | null) ?? undefined;
  } while (cursor !== undefined);
  return found;
}
