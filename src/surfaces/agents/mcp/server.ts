import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  ErrorCode as RpcError,
  type Tool as WireTool,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { VERSION } from '../../../base/version.ts';
import { errorResult, invalidInput } from './errors.ts';
import { getPrompt, prompts } from './prompts.ts';
import { listResources, readResource, resourceTemplates } from './resources.ts';
import { type AnyTool, isReadOnly, type ToolContext, toolsFor } from './tool.ts';
import { tools } from './tools.ts';

const INSTRUCTIONS = `Lotline works through large piles of properties, documents and counties in batches, and never loses its place.
Work like this: start_session (or resume_session when you continue), pending_work, create_job or list_jobs, then claim_batch,
do the work, settle_batch with a finding for each item, and again, until claim_batch answers pause_recommended or no items.
Then end_session with a note for whoever continues. Everything you settled is kept; what you did not settle goes to the next session.`;

/** What an agent has to know before anything else, where nothing is real. */
const SANDBOX =
  'This is a SANDBOX: simulators stand for all outside services. Never present what is found here as real.\n';

export interface McpServerOptions {
  /** Only tools that change nothing. */
  readonly readOnly: boolean;
  /** For errors that are ours: they are told to the caller without their inside. */
  readonly onFault: (error: unknown) => void;
  /** Nothing found here is real: instructions and each answer say so. */
  readonly sandbox: boolean;
}

/** A server for one caller. It keeps nothing between requests, so every request may have its own. */
export function createMcpServer(context: ToolContext, options: McpServerOptions): Server {
  const server = new Server(
    { name: 'lotline', title: 'Lotline', version: VERSION },
    {
      capabilities: { tools: {}, prompts: {}, resources: {} },
      instructions: `${options.sandbox ? SANDBOX : ''}${INSTRUCTIONS}`,
    },
  );
  const own = toolsFor(tools, context.caller, options.readOnly);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: own.map(toWire) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    const found = own.find((one) => one.name === params.name);
    if (found === undefined) return notHere(params.name, context, options);
    return callTool(found, context, params.arguments ?? {}, options);
  });
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [...prompts] }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    getPrompt(params.name, params.arguments ?? {}),
  );
  server.setRequestHandler(ListResourcesRequestSchema, () => listResources(context));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [...resourceTemplates],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => readResource(context, params.uri));
  return server;
}

function toWire(one: AnyTool): WireTool {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(one.input, { io: 'input' });
  return {
    name: one.name,
    title: one.title,
    description: one.description,
    // every tool's input is an object, see tool(): the protocol's type says so, zod's leaves it open
    inputSchema: inputSchema as WireTool['inputSchema'],
    annotations: {
      title: one.title,
      readOnlyHint: isReadOnly(one),
      destructiveHint: one.destructive === true,
      idempotentHint: isReadOnly(one) || one.idempotent === true,
      openWorldHint: false,
    },
  };
}

async function callTool(
  one: AnyTool,
  context: ToolContext,
  given: Record<string, unknown>,
  options: McpServerOptions,
): Promise<CallToolResult> {
  const parsed = one.input.safeParse(given);
  if (!parsed.success) return invalidInput(one.name, parsed.error);
  try {
    const answer = await one.run(context, parsed.data);
    const content = [{ type: 'text' as const, text: JSON.stringify(answer) }];
    return options.sandbox ? { content: [...content, { type: 'text', text: SANDBOX.trim() }] } : { content };
  } catch (error) {
    return errorResult(error, options.onFault);
  }
}

/** A tool that is not in this caller's list: because there is none, or because the caller may not. */
function notHere(name: string, { caller }: ToolContext, { readOnly }: McpServerOptions): CallToolResult {
  const known = tools.find((one) => one.name === name);
  if (known === undefined)
    throw new McpError(RpcError.InvalidParams, `There is no tool ${name.slice(0, 100)}`);
  const why =
    readOnly && !isReadOnly(known)
      ? 'This connection is read-only; connect without --read-only to change anything.'
      : `The API key has the role ${caller.role}; ${name} needs ${known.allow}. Ask for a key with that role.`;
  return {
    isError: true,
    content: [
      {
        type: 'text',
        text: JSON.stringify({ code: 'forbidden', message: why, next: 'Do without it, or tell a person.' }),
      },
    ],
  };
}
