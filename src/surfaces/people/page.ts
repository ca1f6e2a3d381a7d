import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Answer, AnswerHeaders } from '../../http/endpoint.ts';
import type { Link } from '../../identity/people/links.ts';

/** The one page that the server makes itself: a form, or a few sentences. It runs no script. */

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f8f8f6, #141513); color: light-dark(#1a1a18, #ecebe7); }
body { margin: 8vh auto; max-width: 26rem; padding: 0 1rem; }
main { padding: 1.5rem; border: 1px solid light-dark(#e2e1dc, #33342f); border-radius: .5rem; background: light-dark(#fff, #1c1d1a); }
h1 { margin: 0 0 .75rem; font-size: 1.3rem; line-height: 1.25; }
p { margin: 0 0 .75rem; }
a { color: light-dark(#1b5aa8, #8ab8f0); }
label { display: block; margin: 1rem 0 .25rem; font-size: .9rem; font-weight: 500; }
input { box-sizing: border-box; width: 100%; padding: .5rem .65rem; font: inherit; color: inherit; background: light-dark(#fff, #141513); border: 1px solid light-dark(#8d8c86, #77786f); border-radius: .375rem; }
button, .go { display: inline-block; margin-top: 1.25rem; padding: .55rem 1.1rem; font: inherit; font-weight: 500; border: 0; border-radius: .375rem; background: #1b5aa8; color: #fff; text-decoration: none; }
.go { margin-top: .25rem; }
:focus-visible { outline: 3px solid light-dark(#2563eb, #8ab8f0); outline-offset: 2px; }
.hint { margin: .25rem 0 0; font-size: .875rem; color: light-dark(#5c5b55, #a9a89f); }
.fault { padding: .75rem 1rem; border-left: .3rem solid light-dark(#b91c1c, #f08a80); background: light-dark(#fdf1ef, #2a1c1a); }
`;

const CSP = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** HTML text, made by {@link html} alone, which escapes what is put into it. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const parts = values.map((value) => {
    if (value instanceof Html) return value.text;
    if (typeof value !== 'string') return value.map((one) => one.text).join('');
    return value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  });
  return new Html(strings.map((string, at) => string + (parts[at] ?? '')).join(''));
}

function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Lotline</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

/** A page that says something. */
export function messagePage(title: string, ...sentences: readonly string[]): string {
  return page(
    title,
    html`${sentences.map((sentence) => html`<p>${sentence}</p>\n`)}<p><a class="go" href="/">Go to Lotline</a></p>`,
  );
}

/** What somebody typed and what was wrong with it; the password is never shown again. */
export interface Typed {
  readonly email: string;
  readonly name: string;
  readonly fault?: { readonly field: string; readonly message: string };
}

/** The form of a link: what it asks for depends on what the link is for. */
export function linkPage(token: string, link: Link, typed: Typed, oidc: boolean): string {
  const joins = link.purpose === 'invitation' && link.known;
  const { fault } = typed;
  return page(
    titleOf(link),
    html`${fault === undefined ? [] : [html`<p class="fault" role="alert" id="fault">${fault.message}</p>\n`]}${introduction(link)}
<form method="post" action="/setup">
<input type="hidden" name="token" value="${token}">
${link.email === null ? emailField(typed) : knownEmail(link.email)}${joins || link.known ? [] : [nameField(typed)]}${joins ? [] : [passwordFields(typed)]}<button type="submit">${buttonOf(link)}</button>
</form>
${oidc && link.purpose === 'invitation' && !link.known ? otherWay() : []}`,
  );
}

function titleOf({ purpose, organization }: Link): string {
  if (purpose === 'setup') return 'Set up Lotline';
  return purpose === 'password' ? 'Choose a new password' : `Join ${organization ?? ''}`;
}

function buttonOf({ purpose, known }: Link): string {
  if (purpose === 'setup') return 'Begin';
  if (purpose === 'password') return 'Set the password';
  return known ? 'Join' : 'Join and sign in';
}

function introduction({ purpose, organization, role, known }: Link): Html {
  if (purpose === 'setup') {
    return html`<p>You are the first person here: an admin, who invites the others.</p>`;
  }
  if (purpose === 'password') return html`<p>All sessions that are open now will end.</p>`;
  const joining = html`<p>You are invited to ${organization ?? ''} as ${role ?? ''}.</p>`;
  return known
    ? html`${joining}<p>You have an account here: sign in with it afterwards as always.</p>`
    : joining;
}

function knownEmail(email: string): Html {
  // Named as a user name, so that password managers file the password under it.
  return html`<label for="email">E-mail address</label>
<input id="email" type="email" autocomplete="username" value="${email}" readonly>
`;
}

function emailField(typed: Typed): Html {
  return html`<label for="email">Your e-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${typed.email}"${faultOf(typed, 'email')}>
`;
}

function nameField(typed: Typed): Html {
  return html`<label for="name">Your name</label>
<input id="name" name="name" autocomplete="name" required maxlength="200" value="${typed.name}"${faultOf(typed, 'name')}>
`;
}

function passwordFields(typed: Typed): Html {
  return html`<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="128" aria-describedby="rule"${faultOf(typed, 'password')}>
<p class="hint" id="rule">At least 12 characters; a sentence is easy to keep in mind.</p>
<label for="again">The same once more</label>
<input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="128"${faultOf(typed, 'again')}>
`;
}

function otherWay(): Html {
  return html`<p>Or <a href="/api/auth/sign-in/oidc">sign in where your company does</a>.</p>`;
}

function faultOf({ fault }: Typed, field: string): Html {
  return fault?.field === field ? html` aria-invalid="true" aria-errormessage="fault" autofocus` : html``;
}

/** A page as an answer, with all that keeps it to itself. */
export function pageAnswer(status: number, text: string, headers: AnswerHeaders = {}): Answer {
  return {
    status,
    stream: Readable.from([text]),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CSP,
      // The address of the page is a secret; its own form has to say where it comes from.
      'referrer-policy': 'same-origin',
      ...headers,
    },
  };
}
