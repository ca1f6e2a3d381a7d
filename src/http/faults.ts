import { AppError } from '../base/errors.ts';
import { type Path, pathText } from './unstorable.ts';

/** One fault that a schema found, as zod tells it. */
export interface Fault {
  readonly path: Path;
  readonly code?: string | undefined;
  readonly message: string;
  /** The rest of the issue: `expected`, `values`, `minimum`, … */
  readonly rest?: Readonly<Record<string, unknown>>;
}

/** Most faults that one message tells of. */
const MOST_SHOWN = 5;
/** Longest text of a value that a message repeats. */
const MOST_CHARACTERS = 60;
/** Fields whose values are never repeated: they are secrets, or may carry one. */
const SECRET =
  /pass(word|phrase)?|secret|token|key|auth|cookie|credential|signature|session|ur[il]|link|href/i;
/** Values that look like addresses or credentials, wherever they stand. */
export const SECRET_VALUE =
  /:\/\/|\bBearer\b|\beyJ[\w-]{10}|(?:^|\W)(?:[a-z]{2,6}[_-]){1,2}[A-Za-z0-9_-]{20,}/;

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/**
 * What a request is told whose `input` a schema refused: each fault with its field, what came, and what to do. `whole` is
 * said when the input itself is of the wrong make.
 */
export function faultsError(faults: readonly Fault[], input: unknown, whole: string): AppError {
  const [first] = faults.map((fault) => ({ ...fault, path: placeOf(fault) }));
  if (first?.path.length === 0 && !first.message.startsWith('Invalid input')) {
    return new AppError('validation_failed', first.message);
  }
  if (first === undefined || first.path.length === 0) {
    return new AppError('validation_failed', whole, { hint: 'Send it with Content-Type: application/json.' });
  }
  const shown = faults.slice(0, MOST_SHOWN).map((fault) => describe(fault, input));
  const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : '';
  const hint = fixOf(first);
  return new AppError('validation_failed', `${shown.join('; ')}${more}`, {
    field: pathText(first.path),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** `field: message`, without saying the field twice, by its path or by its last name. */
export function faultText(field: string, message: string): string {
  if (message.startsWith(field)) return message;
  const name = field.slice(field.lastIndexOf('.') + 1);
  return `${field}: ${message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message}`;
}

/** A value as a message may repeat it: shortened, and never what is or may carry a secret. */
export function shownValue(path: Path, value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? value : String(value);
  if (path.some((step) => SECRET.test(String(step))) || SECRET_VALUE.test(text)) {
    return `${text.length} characters that are not repeated here`;
  }
  if (typeof value !== 'string') return text.slice(0, MOST_CHARACTERS);
  const short = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…` : text;
  return JSON.stringify(short);
}

function describe(fault: Fault, input: unknown): string {
  if (fault.code === 'unrecognized_keys') {
    // words of the schema's own name the field that is meant to hold it
    if (!fault.message.startsWith('Unrecognized key')) return faultText(pathText(fault.path), fault.message);
    return `${pathText(placeOf(fault))}: is not known here`;
  }
  const path = placeOf(fault);
  const value = valueAt(input, path);
  const field = pathText(path);
  const text = withoutSecret(faultText(field, ownWords(fault, value)), value);
  if (value === undefined) return text;
  const shown = shownValue(path, value);
  // words of ours may name the value already
  const named =
    text.includes(shown) || (typeof value === 'string' && text.includes(`"${value.slice(0, 50)}"`));
  return named ? text : `${text} (got ${shown})`;
}

/** Words of a schema that quote the beginning of what came say nothing of it where that may be a secret. */
function withoutSecret(text: string, value: unknown): string {
  if (typeof value !== 'string' || !SECRET_VALUE.test(value)) return text;
  return text.replaceAll(/"([^"…]+)…?"/g, (all, quoted) => (value.startsWith(quoted) ? '"…"' : all));
}

/** The words of the schema, or ours where it has none of its own. */
function ownWords({ message, rest }: Fault, value: unknown): string {
  if (!message.startsWith('Invalid input')) return message;
  if (value === undefined) return 'is required';
  const expected = WORDS[String(rest?.expected)];
  return expected === undefined ? message : `must be ${expected}`;
}

/** What to send instead, where the schema says it. */
function fixOf({ code, message, rest = {} }: Fault): string | undefined {
  if (code === 'unrecognized_keys') return 'Leave it out, or correct its name.';
  if (code === 'invalid_type') {
    const expected = WORDS[String(rest.expected)];
    return expected === undefined ? undefined : `Give ${expected}.`;
  }
  if (code === 'invalid_value' && Array.isArray(rest.values) && rest.values.length <= 30)
    return `Give ${rest.values.length > 1 ? 'one of ' : ''}${rest.values.map(String).join(', ')}.`;
  const unit = rest.origin === 'string' ? ' characters' : rest.origin === 'array' ? ' entries' : '';
  if (code === 'too_small') return `Give at least ${String(rest.minimum)}${unit}.`;
  if (code === 'too_big') return `Give at most ${String(rest.maximum)}${unit}.`;
  if (code === 'invalid_format')
    return /must|give|such as/i.test(message) ? undefined : `Give a valid ${String(rest.format)}.`;
  return undefined;
}

/** Where a fault stands: for a name that is not known, at that name. */
function placeOf({ path, code, message, rest }: Fault): Path {
  const own = code === 'unrecognized_keys' && message.startsWith('Unrecognized key');
  const [name] = own && Array.isArray(rest?.keys) ? rest.keys : [];
  return typeof name === 'string' ? [...path, name] : path;
}

function valueAt(input: unknown, path: Path): unknown {
  let here = input;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}
