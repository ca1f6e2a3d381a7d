import { z } from 'zod';
import type { Queryable } from '../../../db/pool.ts';
import type { Paces } from '../../../engine/paces.ts';
import { type Caller, mayAct, type Role } from '../../../identity/roles.ts';
import type { Registry } from '../../../kinds/registry.ts';
import type { Triggers } from '../../../outcomes/triggers.ts';

/** What the tools work with. */
export interface McpParts {
  readonly registry: Registry;
  readonly triggers: Triggers;
  readonly paces: Paces;
  /** Nothing found here is real. */
  readonly sandbox: boolean;
}

/** One call as a tool sees it. */
export interface ToolContext {
  readonly caller: Caller;
  readonly parts: McpParts;
  /** Runs `work` in one transaction for the caller's organization. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
}

/** One tool as one value: list, schemas, annotations, permission and what it does. */
export interface Tool<Input = unknown> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** The least role that may call it. Viewers' tools change nothing. */
  readonly allow: Role;
  /** It can throw work away. */
  readonly destructive?: true;
  /** Calling it again with the same arguments changes nothing more. */
  readonly idempotent?: true;
  run(context: ToolContext, input: Input): Promise<Readonly<Record<string, unknown>>>;
}

/** Any tool, as the list holds it. (`run` is a method, so parameters compare both ways.) */
export type AnyTool = Tool<unknown>;

/** Names a tool's types from its schema. Fields that it does not know are refused. */
export function tool<Shape extends z.ZodRawShape>(
  value: Omit<Tool<z.output<z.ZodObject<Shape>>>, 'input'> & { readonly input: Shape },
): AnyTool {
  return { ...value, input: z.strictObject(value.input) } as AnyTool; // it runs only with what its schema let through
}

/** Whether it only reads. */
export const isReadOnly = (candidate: AnyTool): boolean => candidate.allow === 'viewer';

/** The tools that a caller may use. */
export function toolsFor(tools: readonly AnyTool[], caller: Caller, readOnly: boolean): readonly AnyTool[] {
  return tools.filter((one) => mayAct(caller.role, one.allow) && (!readOnly || isReadOnly(one)));
}

/** The bound that every reading tool takes. */
export const maxTokens = z
  .int()
  .min(300)
  .max(20_000)
  .default(2_000)
  .describe(
    'Most tokens the answer may take (a token is counted as 4 characters); follow next_cursor for the rest',
  );

export const jobId = z.uuid().describe('Id of the job, as list_jobs and create_job give it');
