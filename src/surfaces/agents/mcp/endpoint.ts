import { z } from 'zod';
import { endpoint, type Surface } from '../../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../../http/problem-shape.ts';
import type { McpParts } from './tool.ts';

/** Findings of a whole batch in one call; larger ones go by several. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

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
    // Loaded at the first request: a server that no agent asks has some 25 MB less to carry.
    run: async (call) => (await import('./converse.ts')).converse(parts, call),
  });
  return { prefix: '/mcp', area: 'agents', endpoints: [post], problemSchema, renderProblem };
}
