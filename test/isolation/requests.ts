/** Requests made out of the OpenAPI document, so that an endpoint is asked as soon as it is there. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Fields that name a thing by an id. */
export const namesSomething = (field: string): boolean =>
  /(^|_)ids?$|^(p_)?(leases?|session|cursor|after|before|import|endpoint|topics?)$/.test(field);

const MOST_VARIANTS = 20;
const DEEPEST = 6;

/**
 * Bodies that a JSON schema takes: one for each alternative and each word of a required enum, with all that is
 * required, and every field that names something filled by `name`.
 */
export function bodiesOf(
  document: ApiDocument,
  schema: Schema | undefined,
  name: (field: string) => unknown,
): unknown[] {
  const resolve = (one: Schema): Schema => {
    const ref = one.$ref?.split('/').at(-1);
    return ref === undefined ? one : resolve(document.components.schemas[ref] ?? {});
  };

  function made(unresolved: Schema | undefined, field: string, depth: number): unknown[] {
    if (unresolved === undefined || depth > DEEPEST) return [null];
    const one = resolve(unresolved);
    if (field !== '' && namesSomething(field) && one.properties === undefined) {
      const value = name(field);
      if (value !== undefined) return [allows(one, 'array') && !Array.isArray(value) ? [value] : value];
    }
    if (one.const !== undefined) return [one.const];
    if (one.enum !== undefined) return one.enum.slice(0, MOST_VARIANTS);
    const choices = one.anyOf ?? one.oneOf;
    if (choices !== undefined) return choices.flatMap((choice) => made(choice, field, depth));
    if (one.properties !== undefined || allows(one, 'object')) return objects(one, depth);
    if (allows(one, 'array')) {
      const [item] = made(one.items, field, depth + 1);
      return [Array.from({ length: Math.max(1, one.minItems ?? 0) }, () => item)];
    }
    if (allows(one, 'integer') || allows(one, 'number')) return [Math.max(1, one.minimum ?? 0)];
    if (allows(one, 'boolean')) return [true];
    if (one.format === 'uuid') return ['00000000-0000-4000-8000-000000000000'];
    if (one.format === 'date-time') return ['2099-01-01T00:00:00Z'];
    if (one.format === 'date') return ['2099-01-01'];
    if (one.format === 'uri') return ['https://example.com/'];
    return allows(one, 'string') ? ['x'.repeat(Math.max(1, one.minLength ?? 0))] : [null];
  }

  function objects(one: Schema, depth: number): unknown[] {
    const required = new Set(one.required ?? []);
    let out: Record<string, unknown>[] = [{}];
    for (const [field, of] of Object.entries(one.properties ?? {})) {
      if (!required.has(field) && !namesSomething(field)) continue;
      const values = made(of, field, depth + 1);
      out = out
        .flatMap((body) => values.map((value) => ({ ...body, [field]: value })))
        .slice(0, MOST_VARIANTS);
    }
    return out;
  }

  return schema === undefined ? [] : made(schema, '', 0);
}

function allows(schema: Schema, type: string): boolean {
  return schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type));
}

/** An example with every field that names something put in anew. */
export function renamed(value: unknown, name: (field: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      const other = namesSomething(field) ? name(field) : undefined;
      return [field, other === undefined ? renamed(inner, name) : Array.isArray(inner) ? [other] : other];
    }),
  );
}

/** Every field at any depth of a schema that names something. */
export function namedFields(document: ApiDocument, schema: Schema | undefined): Set<string> {
  const found = new Set<string>();
  const seen = new Set<Schema>();
  const walk = (one: Schema | undefined): void => {
    if (one === undefined || seen.has(one)) return;
    seen.add(one);
    const ref = one.$ref?.split('/').at(-1);
    if (ref !== undefined) walk(document.components.schemas[ref]);
    for (const [field, inner] of Object.entries(one.properties ?? {})) {
      if (namesSomething(field)) found.add(field);
      walk(inner);
    }
    for (const inner of [...(one.anyOf ?? []), ...(one.oneOf ?? []), ...(one.allOf ?? [])]) walk(inner);
    walk(one.items);
  };
  walk(schema);
  return found;
}
