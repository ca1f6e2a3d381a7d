import { Readable } from 'node:stream';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { asOrganization } from '../../../db/pool.ts';
import { type Answer, answer, type Call, endpoint, type Surface } from '../../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../../http/problem-shape.ts';
import { pathText } from '../../../http/unstorable.ts';
import { createMcpServer } from './server.ts';
import type { McpParts } from './tool.ts';

/** Findings of a whole batch in one call; larger ones go by several. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;
/** The address stands for nothing: the transport only looks at its headers. */
const ADDRESS = 'http://localhost/mcp';

const query = z.object({
  read_only: z.enum(['true', 'false']).default('false').describe('Offer only tools that change nothing'),
});

/**
 * The Model Context Protocol at `/mcp`: its streamable HTTP transport without sessions of its own, one JSON answer a
 * POST. Whatever a client has to remember is in the database (agent sessions), so any server can answer any request.
 */
export function mcp(parts: McpParts): Surface {
  const post = endpoint({
    operationId: 'modelContextProtocol',
    method: 'POST',
    path: '/mcp',
    tag: 'Agents',
    summary: 'Model Context Protocol (streamable HTTP)',
    description:
      'For MCP clients: JSON-RPC messages by POST, answered as JSON. The key is the same as everywhere, as `Authorization: Bearer` or `x-api-key`; its role decides which tools are there.',
    allow: 'viewer',
    query,
    body: z.unknown(),
    checksOwnBody: true,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    answers: {
      200: { description: 'The JSON-RPC answer', schema: z.unknown() },
      202: { description: 'Notifications were taken; there is no answer' },
      400: {
        description: 'No JSON-RPC message, or a protocol version that is not spoken',
        schema: z.unknown(),
      },
      406: {
        description: 'The client must accept application/json and text/event-stream',
        schema: z.unknown(),
      },
    },
    errors: [],
    run: (call) => converse(parts, call),
  });
  return { prefix: '/mcp', endpoints: [post], problemSchema, renderProblem };
}

async function converse(parts: McpParts, call: Call<unknown, z.output<typeof query>>): Promise<Answer> {
  const refused = refuseUnstorable(call);
  if (refused !== undefined) return answer(200, refused);
  const server = createMcpServer(
    {
      caller: call.caller,
      parts,
      transaction: (work) => asOrganization(call.pool, call.caller.organizationId, work),
    },
    {
      readOnly: call.query.read_only === 'true',
      onFault: (error) => call.log.error({ err: error }, 'a tool failed'),
    },
  );
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  try {
    await server.connect(transport);
    const request = new Request(ADDRESS, { method: 'POST', headers: headersOf(call) });
    const response = await transport.handleRequest(request, { parsedBody: call.body });
    return toAnswer(response.status, await response.text());
  } finally {
    await server.close();
  }
}

/** What the protocol negotiates by header. */
function headersOf({ headers }: Call): Headers {
  const own = new Headers({ 'content-type': 'application/json' });
  for (const name of ['accept', 'mcp-protocol-version'] as const) {
    const value = headers[name];
    if (typeof value === 'string') own.set(name, value);
  }
  return own;
}

function toAnswer(status: number, text: string): Answer {
  if (text === '') return { status, stream: Readable.from([]), headers: {} };
  return answer(status, JSON.parse(text));
}

/** Text that the database cannot hold, refused before any tool sees it, as the result of the call that carried it. */
function refuseUnstorable(call: Call): unknown {
  const [path] = call.unstorable;
  if (path === undefined) return undefined;
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(call.body).data?.id ?? null;
  const body = {
    code: 'validation_failed',
    field: pathText(path),
    message: `${pathText(path)}: holds a NUL character or half a surrogate pair; nothing was done`,
    next: 'Remove it and call again.',
  };
  const result: CallToolResult = { isError: true, content: [{ type: 'text', text: JSON.stringify(body) }] };
  return { jsonrpc: '2.0', id, result };
}
