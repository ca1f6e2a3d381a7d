import { z } from 'zod';
import { type AnyKind, defineKind } from './kind.ts';

/** What `lotline.config.ts` exports as its default. */
export interface OwnConfig {
  /** Kinds of one's own, made by `defineKind`. Their jobs are posted to `/api/jobs`. */
  readonly kinds: readonly AnyKind[];
}

/** Names the type of a configuration; `export default defineConfig({ kinds: [...] })`. */
export function defineConfig(config: OwnConfig): OwnConfig {
  return config;
}

const isSchema = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'safeParse' in value &&
  typeof value.safeParse === 'function';
const schema = z.custom((value) => isSchema(value), 'must be a zod schema');
const handler = z.custom((value) => typeof value === 'function', 'must be a function').optional();

const kindShape = z.looseObject({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  input: schema,
  result: schema,
  params: schema,
  drivers: z.array(z.enum(['worker', 'n8n', 'agent'])),
  defaults: z.looseObject({}),
  run: handler,
  runItem: handler,
});
const configShape = z.looseObject({ kinds: z.array(z.unknown()) });

/**
 * The kinds of what a configuration file exported.
 * @throws Error that says what is wrong, and with which kind
 */
export function ownKinds(exported: unknown): AnyKind[] {
  const config = configShape.safeParse(exported);
  if (!config.success)
    throw new Error('its default export must be { kinds: [...] }; write defineConfig({ kinds: [] })');
  const names = new Set<string>();
  return config.data.kinds.map((value, at) => {
    const read = kindShape.safeParse(value);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new Error(`kinds[${at}]: ${issue?.path.map(String).join('.') || 'it'} ${issue?.message}`);
    }
    // the shape was checked above; what the kind's own functions take and give is between them and its schemas
    const kind = { posted: true, ...(value as AnyKind) };
    if (names.has(kind.name)) throw new Error(`kinds[${at}]: the name "${kind.name}" is taken`);
    names.add(kind.name);
    return defineKind(kind);
  });
}
