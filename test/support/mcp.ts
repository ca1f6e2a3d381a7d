import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** What a tool answered, its text parsed; tests look into it without ceremony. */
export interface ToolReply {
  readonly failed: boolean;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test is about
  readonly body: any;
}

export interface McpClient {
  readonly client: Client;
  call(name: string, input?: Record<string, unknown>): Promise<ToolReply>;
  toolNames(): Promise<string[]>;
  close(): Promise<void>;
}

/** The official client, connected over the transport given. */
export async function connectMcp(transport: Transport): Promise<McpClient> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return {
    client,
    async call(name, input = {}) {
      const result = await client.callTool({ name, arguments: input });
      const [content] = result.content as { text: string }[];
      const text = content?.text ?? '';
      return { failed: result.isError === true, text, body: JSON.parse(text) };
    },
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    close: () => client.close(),
  };
}

/** The official client over streamable HTTP, with a key. */
export function mcpOverHttp(url: string, key: string, query = ''): Promise<McpClient> {
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp${query}`), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  // The SDK declares optional members without `undefined`, which exactOptionalPropertyTypes tells apart.
  return connectMcp(transport as Transport);
}
