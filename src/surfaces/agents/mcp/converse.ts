import { Readable } from 'node:stream';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { asOrganization } from '../../../db/pool.ts';
import { type Answer, answer, type Call } from '../../../http/endpoint.ts';
import { pathText } from '../../../http/unstorable.ts';
import { createMcpServer } from './server.ts';
import type { McpParts } from './tool.ts';

/** The address stands for nothing: the transport only looks at its headers. */
const ADDRESS = 'http://localhost/mcp';

/** One request: a server and a transport of its own, for the caller that the key names. */
export async function converse(
  parts: McpParts,
  call: Call<unknown, { readonly read_only: 'true' | 'false' }>,
): Promise<Answer> {
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
      sandbox: parts.sandbox,
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
