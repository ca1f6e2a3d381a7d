import { redact } from '../../base/log.ts';

/** Shorter ones would take harmless text along. */
const SHORTEST = 6;

/** Takes the secrets of a call out of any text that is logged, stored or thrown. */
export type Cleanse = (text: string) => string;

/**
 * What hides `secrets` wherever they turn up, as they are and as they stand in an address, and whatever else looks
 * like a credential.
 */
export function cleanser(secrets: readonly (string | undefined)[]): Cleanse {
  const hidden = new Set<string>();
  for (const secret of secrets) {
    if (secret === undefined || secret.length < SHORTEST) continue;
    hidden.add(secret);
    hidden.add(encodeURIComponent(secret));
    hidden.add(new URLSearchParams([['', secret]]).toString().slice(1));
    hidden.add(Buffer.from(secret).toString('base64'));
  }
  const longestFirst = [...hidden].sort((a, b) => b.length - a.length);
  return (text) => redact(longestFirst.reduce((out, secret) => out.replaceAll(secret, '[secret]'), text));
}

/** {@link cleanser} for what a service answered: its own words stay, save for the secrets that it was sent. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>(
    (out, secret) =>
      secret === undefined || secret.length < SHORTEST ? out : out.replaceAll(secret, '[secret]'),
    text,
  );
}

const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|x-api-key|api-key|.*token.*|.*secret.*)$/i;

/** The values of a call that nobody may see. */
export function secretsOf(call: {
  readonly secretQuery?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}): string[] {
  const headers = Object.entries(call.headers ?? {}).flatMap(([name, value]) =>
    SECRET_HEADERS.test(name) ? [value, value.replace(/^\S+\s+/, '')] : [],
  );
  return [...Object.values(call.secretQuery ?? {}), ...headers];
}
