/** `login`, `whoami`, `api`. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

export interface ApiOptions extends CommonOptions {
  method?: string;
  data?: string;
  header?: string[];
}

/** Adds the commands about who asks, and the raw request. */
export function registerAuthCommands(program: Command, io: Io): void {
  withCommonOptions(
    program.command('login').description('check a key and store it with the address of its server'),
  )
    .addHelpText('after', '\nThe key is read from --api-key, LOTLINE_API_KEY, the terminal, or a pipe.')
    .action(
      remote(io, async (context, options) => (await import('./auth-actions.ts')).login(context, options)),
    );
  withCommonOptions(
    program.command('whoami').description('show which server and key are used, and what the key may do'),
  ).action(remote(io, async (context) => (await import('./auth-actions.ts')).whoami(context)));
  withCommonOptions(
    program
      .command('api')
      .description('send one request and print the answer')
      .argument('<path>', 'such as /api/jobs?limit=5'),
  )
    .option('-X, --method <method>', 'GET, or POST when there is data')
    .option('-d, --data <json>', 'body; @FILE reads a file, - reads stdin')
    .option('-H, --header <header>', '"Name: value"; may be repeated', collect)
    .action(
      remote<ApiOptions>(io, async (context, options, args) =>
        (await import('./auth-actions.ts')).callApi(context, options, args),
      ),
    );
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
