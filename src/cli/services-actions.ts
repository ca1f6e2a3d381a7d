/** What the `services` commands do. */
import { answered, type BodyOf, type components } from '../client/index.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { given, wordOf } from './given.ts';
import { plural } from './human.ts';
import { printList, printOne, table } from './output.ts';
import type { PurgeOptions } from './services.ts';

type Service = components['schemas']['OutsideService'];
type Limits = BodyOf<'putServiceLimits'>;

const LIMITS = ['per_minute', 'burst', 'concurrency', 'per_month', 'reserve'] as const;

export async function list(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { services } = await answered(api.GET('/api/services'));
  await printList(context.io, context.format, services, () =>
    context.format.quiet
      ? services.map(({ service }) => service).join('\n')
      : table(
          context.io,
          ['SERVICE', 'STATE', 'A MINUTE', 'AT ONCE', 'THIS MONTH', 'LAST HOUR'],
          services.map(rowOf),
        ),
  );
  return EXIT.ok;
}

function rowOf(service: Service): string[] {
  const { limits, learned, now, month, last_hour: recent } = service;
  const rate = learned.rate < 1 ? ` (now ${Math.floor(limits.per_minute * learned.rate)})` : '';
  const atOnce = learned.concurrency < limits.concurrency ? ` (now ${learned.concurrency})` : '';
  const quota = limits.per_month === null ? '' : ` of ${limits.per_month}`;
  const failed = recent.failed > 0 ? `, ${recent.failed} failed` : '';
  return [
    service.service,
    stateOf(service),
    `${limits.per_minute}${rate}`,
    `${now.in_flight}/${limits.concurrency}${atOnce}`,
    `${month.units}${quota}${month.cost === '0' ? '' : `, $${month.cost}`}`,
    recent.calls === 0 ? '' : `${recent.calls}${failed}`,
  ];
}

/** "rate limited until 14:05", in the reader's time. */
function stateOf({ ready, hold, now }: Service): string {
  if (!ready) return 'not set up';
  if (hold === null) return now.in_flight + now.waiting > 0 ? 'in use' : 'ready';
  if (hold.until === null) return hold.text;
  const until = new Date(hold.until);
  const away = until.getTime() - Date.now() > 20 * 60 * 60_000;
  return `${hold.text} until ${away ? until.toLocaleDateString('sv-SE') : until.toTimeString().slice(0, 5)}`;
}

/** `services set`: changes the limits named, and shows what counts now. */
export async function set(context: Context, name: string, changes: readonly string[]): Promise<ExitCode> {
  const body: Limits = Object.fromEntries(changes.map(readChange));
  const { api } = await context.client();
  const params = { path: { service: nameOf(name) } };
  const service = await answered(api.PUT('/api/services/{service}/limits', { params, body }));
  await printOne(context.io, context.format, service, () =>
    table(
      context.io,
      ['LIMIT', 'VALUE', 'DEFAULT'],
      LIMITS.map((limit) => [
        limit,
        String(service.limits[limit] ?? 'none'),
        service.chosen.includes(limit) ? String(service.defaults[limit] ?? 'none') : '',
      ]),
    ),
  );
  return EXIT.ok;
}

// Which services there are is the server's to say.
const nameOf = (text: string) => wordOf<Service['service'] & 'regrid'>(text);

function readChange(change: string): [string, number | null] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(change) ?? [];
  if (!LIMITS.some((limit) => limit === name)) {
    throw usageError(`"${change}" changes no limit.`, `Write name=value; there are ${LIMITS.join(', ')}.`);
  }
  if (value === 'default') return [name, null];
  if (value.trim() === '' || !Number.isFinite(Number(value))) {
    throw usageError(`${name} is a number, not "${value}".`);
  }
  return [name, Number(value)];
}

export async function purge(
  context: Context,
  name: string,
  { reason, yes }: PurgeOptions & { yes?: boolean },
): Promise<ExitCode> {
  await confirm(context, `Destroy every answer bought of ${name}? What is asked next is bought anew.`, yes);
  const { api } = await context.client();
  const params = { path: { service: nameOf(name) } };
  const gone = await answered(api.POST('/api/services/{service}/purge', { params, body: given({ reason }) }));
  await printOne(
    context.io,
    context.format,
    gone,
    () => `Destroyed ${plural(gone.answers, 'answer')} of ${name}.`,
  );
  return EXIT.ok;
}
