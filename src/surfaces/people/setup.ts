import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { requireSameOrigin } from '../../http/csrf.ts';
import { type Answer, type AnyEndpoint, type Call, endpoint } from '../../http/endpoint.ts';
import { findLink, type Link, useLink } from '../../identity/people/links.ts';
import { forward } from './forward.ts';
import { linkPage, messagePage, pageAnswer, type Typed } from './page.ts';
import type { PeopleParts } from './parts.ts';
import { newPassword } from './password.ts';
import { email } from './wire.ts';

const tag = 'Sign-in';
const path = '/setup';
const FORM = 'application/x-www-form-urlencoded';
const FORM_BYTES = 16 * 1024;
const page = { description: 'A page', content: ['text/html'] };

const fields = z.object({
  email,
  name: z
    .string()
    .trim()
    .min(1, 'name: must not be empty')
    .max(200, 'name: must have at most 200 characters'),
  password: newPassword('password'),
});

/** The page behind one-time links: for the first person, for who is invited, and for a lost password. */
export function setupEndpoints(parts: PeopleParts): AnyEndpoint[] {
  return [
    endpoint({
      operationId: 'openLink',
      method: 'GET',
      path,
      tag,
      summary: 'The page behind a one-time link',
      description: 'For the first person of an installation, for who is invited, and for a lost password.',
      allow: 'anyone',
      query: z.object({ token: z.string().max(200).optional() }),
      answers: {
        200: page,
        409: { ...page, description: 'A page that says what the server lacks' },
        410: { ...page, description: 'A page that says that the link does not work' },
      },
      errors: [],
      async run({ pool, query: { token = '' } }) {
        const link = await findLink(pool, token);
        if (link === undefined) return goneAnswer();
        const missing = await whatIsMissing(parts);
        if (missing !== undefined) return missing;
        return pageAnswer(200, linkPage(token, link, { email: '', name: '' }, parts.oidc));
      },
    }),
    endpoint({
      operationId: 'useLink',
      method: 'POST',
      path,
      tag,
      summary: 'Use a one-time link',
      description: 'What the page sends. Sets the session cookie, unless the person was there already.',
      allow: 'anyone',
      bodyStream: {
        limitBytes: FORM_BYTES,
        types: {
          [FORM]: {
            schema: {
              type: 'object',
              required: ['token'],
              properties: Object.fromEntries(
                ['token', 'email', 'name', 'password', 'again'].map((name) => [name, { type: 'string' }]),
              ),
            },
          },
        },
      },
      answers: {
        200: {
          ...page,
          description: 'A page that says what was done: who was here already signs in as always',
        },
        303: { description: 'To the dashboard, signed in' },
        400: { ...page, description: 'The form again, with what is wrong' },
        409: { ...page, description: 'A page that says what the server lacks' },
        410: { ...page, description: 'A page that says that the link does not work' },
      },
      errors: ['csrf_failed'],
      run: (call) => submit(parts, call),
    }),
  ];
}

async function submit(parts: PeopleParts, call: Call): Promise<Answer> {
  const { people, publicUrl } = parts;
  requireSameOrigin(call.headers, publicUrl);
  const form = await readForm(call.stream?.bytes);
  const token = form.get('token') ?? '';
  const link = await findLink(call.pool, token);
  if (link === undefined) return goneAnswer();
  const typed: Typed = { email: form.get('email') ?? '', name: form.get('name') ?? '' };
  const joins = link.purpose === 'invitation' && link.known;
  const read = joins ? undefined : readFields(link, form);
  if (read !== undefined && 'fault' in read) {
    return pageAnswer(400, linkPage(token, link, { ...typed, fault: read.fault }, parts.oidc));
  }
  const missing = await whatIsMissing(parts);
  if (missing !== undefined) return missing;
  const auth = await people.auth();
  const passwordHash = read === undefined ? null : await auth.hashPassword(read.password);
  const use = { token, email: read?.email ?? link.email, name: read?.name ?? '', passwordHash };
  const used = await people
    .inRequest((db) => useLink(db, use))
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'link_not_usable') return undefined;
      throw error;
    });
  if (used === undefined) return goneAnswer();
  if (read === undefined) {
    return pageAnswer(200, messagePage(`You have joined ${link.organization ?? ''}`, 'Sign in as always.'));
  }
  const { headers } = await forward(people, call, {
    method: 'POST',
    path: '/sign-in/email',
    body: { email: used.email, password: read.password },
  });
  return { status: 303, stream: Readable.from([]), headers: { ...headers, location: '/' } };
}

/** Without the key that signs cookies nobody could sign in: to be said before the link is used up. */
async function whatIsMissing({ people }: PeopleParts): Promise<Answer | undefined> {
  try {
    await people.auth();
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'secret_key_needed')) throw error;
    return pageAnswer(409, messagePage('Nobody can sign in yet', `${error.message}.`, error.hint ?? ''));
  }
}

async function readForm(bytes: Readable | undefined): Promise<URLSearchParams> {
  return new URLSearchParams(bytes === undefined ? '' : await text(bytes));
}

type Read =
  | { readonly email: string; readonly name: string; readonly password: string }
  | { readonly fault: { readonly field: string; readonly message: string } };

/** What the link asks for, or the first fault of it. */
function readFields(link: Link, form: URLSearchParams): Read {
  const read = fields.safeParse({
    email: link.email ?? form.get('email') ?? '',
    // A known person keeps the name.
    name: link.known ? '-' : (form.get('name') ?? ''),
    password: form.get('password') ?? '',
  });
  const [issue] = read.error?.issues ?? [];
  if (!read.success) {
    const field = String(issue?.path[0] ?? 'password');
    return {
      fault: { field, message: `${issue?.message ?? ''}`.replace(/^\w+: /, `${LABELS[field] ?? ''} `) },
    };
  }
  if (form.get('again') !== read.data.password) {
    return { fault: { field: 'again', message: 'The two passwords are not the same.' } };
  }
  return read.data;
}

const LABELS: Readonly<Record<string, string>> = {
  email: 'The e-mail address',
  name: 'The name',
  password: 'The password',
};

function goneAnswer(): Answer {
  return pageAnswer(
    410,
    messagePage(
      'This link does not work',
      'It was used, taken back, or is too old. Links work once.',
      'Ask whoever sent it for another; who runs this server makes one with: lotline people link',
    ),
  );
}
