/** What the `calls` command does. */
import { answered, type components } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import { printList, table } from './output.ts';
import { save } from './save.ts';
import type { CallsOptions } from './services.ts';

type Call = components['schemas']['ServiceCallEntry'];

export async function calls(context: Context, options: CallsOptions): Promise<ExitCode> {
  const filters = {
    ...{ service: options.service, job_id: options.job, item: options.item, status: options.status },
    ...{ verdict: options.verdict, from: options.from, to: options.to },
  };
  if (options.csv) {
    await save(context, '/api/calls', { ...filters, format: 'csv' }, options.out);
    return EXIT.ok;
  }
  const { api } = await context.client();
  const query = queryOf<'listServiceCalls'>({
    ...filters,
    limit: options.limit,
    cursor: options.cursor,
  });
  const { calls: found, next_cursor: next } = await answered(api.GET('/api/calls', { params: { query } }));
  await printList(context.io, context.format, found, () =>
    context.format.quiet
      ? found.map(({ id }) => id).join('\n')
      : found.length === 0
        ? 'Nothing of that kind was asked.'
        : table(
            context.io,
            ['AT', 'SERVICE', 'ASKED', 'ITEM', 'ANSWER', 'MS', 'COST', 'REQUEST'],
            found.map(rowOf),
          ),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

function rowOf(call: Call): string[] {
  const again = call.attempt > 1 ? ` (again, ${call.attempt})` : '';
  return [
    call.at,
    call.service,
    `${call.operation}${again}`,
    call.item === null ? '' : String(call.item),
    `${call.status ?? 'none'} ${call.verdict}`,
    String(call.duration_ms),
    call.cost === null ? '' : `$${call.cost}`,
    call.request_id ?? '',
  ];
}
