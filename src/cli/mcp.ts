/** `lotline mcp`: the server's MCP at the other end of standard input and output, for clients that start a program. */
import type { Readable, Writable } from 'node:stream';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Command } from 'commander';
import { type CommonOptions, type Context, remote, withCommonOptions } from './context.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

interface McpOptions extends CommonOptions {
  readOnly?: boolean;
}

export function registerMcp(program: Command, io: Io): void {
  withCommonOptions(program.command('mcp'))
    .description('serve the Model Context Protocol on standard input and output, for AI agents')
    .option('--read-only', 'offer only tools that change nothing')
    .action(remote<McpOptions>(io, serve));
}

/** A call that did not get through, as a tool's own errors are told. */
function unreachable(message: string): CallToolResult {
  const next =
    'Wait some seconds and call again with the same arguments: what counted already counts once. If it stays, tell a person.';
  return {
    isError: true,
    content: [{ type: 'text', text: JSON.stringify({ code: 'unreachable', message, next }) }],
  };
}

/** Passes messages both ways until standard input ends. A request that cannot reach the server is answered as failed. */
async function serve(context: Context, options: McpOptions): Promise<ExitCode> {
  const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
  const { StreamableHTTPClientTransport } = await import(
    '@modelcontextprotocol/sdk/client/streamableHttp.js'
  );
  const { ErrorCode, isJSONRPCRequest } = await import('@modelcontextprotocol/sdk/types.js');
  const settings = await context.settings();
  if (settings.apiKey === null) {
    throw new CliError(EXIT.signIn, 'unauthorized', 'There is no API key', {
      hint: 'Set LOTLINE_API_KEY, or run: lotline login',
    });
  }
  const address = new URL(`${settings.url}/mcp`);
  if (options.readOnly) address.searchParams.set('read_only', 'true');
  const { stdin, stdout } = context.io;
  // the process's own, or streams of a test: the transport asks for the classes, of which it uses what both have
  const near = new StdioServerTransport(stdin as Readable, stdout as Writable);
  const far = new StreamableHTTPClientTransport(address, {
    requestInit: { headers: { authorization: `Bearer ${settings.apiKey}` } },
  });
  const ended = new Promise<void>((resolve) => {
    stdin.once('end', resolve);
    stdin.once('close', resolve);
    near.onclose = resolve;
  });
  const underway = new Set<Promise<void>>();
  near.onmessage = (message) => {
    const sent = far.send(message).catch(async (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      context.say(`lotline mcp: ${text}`);
      if (!isJSONRPCRequest(message)) return;
      const said = `The server at ${address.origin} did not answer: ${text}`;
      const id = message.id;
      await near.send(
        message.method === 'tools/call'
          ? { jsonrpc: '2.0', id, result: unreachable(said) }
          : { jsonrpc: '2.0', id, error: { code: ErrorCode.InternalError, message: said } },
      );
    });
    underway.add(sent);
    void sent.finally(() => underway.delete(sent));
  };
  far.onmessage = (message) => void near.send(message);
  await far.start();
  await near.start();
  await ended;
  await Promise.allSettled(underway);
  await far.close();
  await near.close();
  return EXIT.ok;
}
