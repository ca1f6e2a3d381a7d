/** The `webhooks` group: who is told of what happens, what was sent, and sending it again. */
import { type Command, Option } from 'commander';
import { collect } from './auth.ts';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface WebhookOptions extends CommonOptions {
  events?: string;
  field?: string[];
  description?: string;
  rate?: number;
  overlap?: number;
}

export interface ReplayOptions extends CommonOptions {
  delivery?: string[];
  after?: string;
  until?: string;
  onlyFailed?: boolean;
}

export interface DeliveriesOptions extends CommonOptions {
  state?: string;
  limit: number;
  cursor?: string;
}

export interface EventsOptions extends CommonOptions {
  after: string;
  types?: string;
  job?: string;
  limit: number;
}

const ID = ['<webhook>', 'its id'] as const;

/** Adds `webhooks list|show|add|enable|disable|remove|rotate|test|deliveries|replay|events`. */
export function registerWebhookCommands(program: Command, io: Io): void {
  const webhooks = program.command('webhooks').description('have addresses told of what happens');
  const actions = () => import('./webhooks-actions.ts');
  const command = (name: string, description: string): Command =>
    withCommonOptions(webhooks.command(name).description(description));

  command('list', 'list the endpoints and how they are doing').action(
    remote(io, async (context) => (await actions()).list(context)),
  );
  command('show', 'show one endpoint')
    .argument(...ID)
    .action(remote(io, async (context, _options, args) => (await actions()).show(context, args)));
  command('add', 'have an address told of events; prints the secret that signs them, this once')
    .argument('<address>', 'https address')
    .option('--events <types>', 'such as lookup.completed,job.completed; default: all')
    .option('--field <name>', 'a custom field of lookups that may be sent; repeat it for more', collect)
    .option('--description <text>', 'what it is for')
    .option('--rate <n>', 'events a second at most', wholeNumber)
    .action(
      remote<WebhookOptions>(io, async (context, options, args) =>
        (await actions()).add(context, options, args),
      ),
    );
  for (const name of ['enable', 'disable'] as const) {
    command(name, name === 'enable' ? 'send again, also what was missed' : 'send nothing for now')
      .argument(...ID)
      .action(
        remote(io, async (context, _options, args) =>
          (await actions()).enable(context, args, name === 'enable'),
        ),
      );
  }
  command('remove', 'remove an endpoint')
    .argument(...ID)
    .action(remote(io, async (context, _options, args) => (await actions()).remove(context, args)));
  command('rotate', 'give an endpoint a new secret, and print it')
    .argument(...ID)
    .option('--overlap <seconds>', 'how long the old one signs too', wholeNumber, 86_400)
    .action(
      remote<WebhookOptions>(io, async (context, options, args) =>
        (await actions()).rotate(context, options, args),
      ),
    );
  command('test', 'send a test event now')
    .argument(...ID)
    .addHelpText('after', '\nExit codes: 0 it was taken; 6 it was not.')
    .action(remote(io, async (context, _options, args) => (await actions()).test(context, args)));
  command('deliveries', 'what was sent to an endpoint, newest first')
    .argument(...ID)
    .addOption(new Option('--state <state>', 'only these').choices(['waiting', 'delivered', 'failed']))
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<DeliveriesOptions>(io, async (context, options, args) =>
        (await actions()).deliveries(context, options, args),
      ),
    );
  command('replay', 'send events again, under their old ids')
    .argument(...ID)
    .option('--delivery <id>', 'this delivery; repeat it for more', collect)
    .option('--after <number>', 'or the events after this number')
    .option('--until <number>', 'up to this one; default: up to the newest')
    .option('--only-failed', 'of these, those alone that were given up')
    .action(
      remote<ReplayOptions>(io, async (context, options, args) =>
        (await actions()).replay(context, options, args),
      ),
    );
  command('events', 'what happened, as receivers get it')
    .option('--after <number>', 'after this event', '0')
    .option('--types <types>', 'such as job.completed,job.failed')
    .option('--job <job>', 'of this job')
    .option('--limit <n>', 'how many, at most 100', wholeNumber, 50)
    .action(
      remote<EventsOptions>(io, async (context, options) => (await actions()).events(context, options)),
    );
}
