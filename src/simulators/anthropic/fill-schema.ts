import { z } from 'zod';
import { memberOf } from '../../base/record.ts';
import type { Random } from '../chassis/random.ts';

/** The parts of JSON Schema that are looked at; others leave the value as free as it is. */
interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[] | undefined;
  readonly oneOf?: readonly unknown[] | undefined;
  readonly allOf?: readonly unknown[] | undefined;
  readonly $ref?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minItems?: number | undefined;
}

const schema: z.ZodType<Schema> = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  $ref: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
});

export interface Filling {
  readonly random: Random;
  /** Addresses that an answer may give as its sources. */
  readonly urls: readonly string[];
}

const DEEPEST = 12;
const WORDS = [
  'as',
  'recorded',
  'by',
  'the',
  'county',
  'in',
  'its',
  'public',
  'files',
  'for',
  'this',
  'parcel',
];

/** A value that a JSON Schema allows, as a model would give it: every property filled, text that can be read. */
export function fillSchema(root: unknown, filling: Filling): unknown {
  return fill(root, root, '', filling, 0);
}

function fill(given: unknown, root: unknown, name: string, filling: Filling, depth: number): unknown {
  const found = schema.safeParse(given);
  if (!found.success || depth > DEEPEST) return null;
  const one = found.data;
  const { random } = filling;
  const inner = (next: unknown, called = name) => fill(next, root, called, filling, depth + 1);
  if (one.$ref !== undefined) return inner(lookUp(root, one.$ref));
  if ('const' in one && one.const !== undefined) return one.const;
  if (one.enum !== undefined) return random.pick(one.enum.filter((value) => value !== null));
  const choices = one.anyOf ?? one.oneOf;
  if (choices !== undefined) return inner(choices.find((choice) => !isNull(choice)) ?? choices[0]);
  if (one.allOf !== undefined) {
    return Object.assign({}, ...one.allOf.map((part) => inner(part)), inner({ ...one, allOf: undefined }));
  }
  switch (typeOf(one)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(one.properties ?? {}).map(([key, value]) => [key, inner(value, key)]),
      );
    case 'array': {
      const isSources = /source|url|link/i.test(name);
      const count = Math.max(one.minItems ?? 0, isSources ? Math.min(2, filling.urls.length) : 1);
      return Array.from({ length: count }, () => inner(one.items));
    }
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
      return Math.round(numberIn(one, random));
    case 'number':
      return Math.round(numberIn(one, random) * 100) / 100;
    case 'null':
      return null;
    default:
      return textFor(one, name, filling);
  }
}

function typeOf(one: Schema): string | undefined {
  if (Array.isArray(one.type)) return one.type.find((type: string) => type !== 'null');
  if (typeof one.type === 'string') return one.type;
  return one.properties === undefined ? undefined : 'object';
}

function isNull(given: unknown): boolean {
  return schema.safeParse(given).data?.type === 'null';
}

/** `#/$defs/NAME`, below the root. */
function lookUp(root: unknown, ref: string): unknown {
  return ref.replace(/^#\//, '').split('/').reduce(memberOf, root);
}

function numberIn({ minimum, maximum }: Schema, random: Random): number {
  const least = minimum ?? 0;
  const most = maximum ?? least + (minimum === undefined ? 1 : 100);
  return least + (most - least) * random.next();
}

function textFor(one: Schema, name: string, { random, urls }: Filling): string {
  if (one.format === 'uri' || one.format === 'url' || /url|link/i.test(name)) {
    return urls.length === 0 ? 'https://records.example.org/' : random.pick(urls);
  }
  const day = `20${random.between(10, 25)}-0${random.between(1, 9)}-1${random.below(10)}`;
  if (one.format === 'date') return day;
  if (one.format === 'date-time') return `${day}T12:00:00Z`;
  if (one.format === 'email') return 'clerk@example.org';
  const words = Array.from({ length: random.between(4, 9) }, () => random.pick(WORDS)).join(' ');
  const text = `${name === '' ? 'Answer' : name.replaceAll('_', ' ')}: ${words}`;
  return text.padEnd(one.minLength ?? 0, '.').slice(0, one.maxLength ?? text.length + (one.minLength ?? 0));
}
