/** `do`: sends the sentence, and prints what it came to. */
import { randomUUID } from 'node:crypto';
import { answered, type BodyOf } from '../client/index.ts';
import type { Context } from './context.ts';
import type { DoOptions } from './do.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { write } from './io.ts';
import { printOne } from './output.ts';

interface Told {
  outcome: string;
  understood: { command: string } | null;
  message: string;
  next: string[];
}

/** Exit code 0 when it was done, previewed, or there was nothing to do; 5 not understood; 7 several may be meant. */
export async function say(context: Context, options: DoOptions, args: readonly string[]): Promise<ExitCode> {
  const session = options.session ?? (context.io.env.LOTLINE_SESSION || undefined);
  const { told, code } = await ask(context, {
    text: args.join(' '),
    ...(options.preview ? { preview: true } : {}),
    ...(session === undefined ? {} : { session }),
  });
  if (code !== EXIT.ok && context.format.mode === 'human') {
    await write(context.io.stderr, `${told.message}\n`);
    return code;
  }
  if (told.understood !== null) context.say(`Understood: ${told.understood.command}`);
  await printOne(context.io, context.format, told, () => told.message);
  for (const line of told.next) context.say(`Next: ${line}`);
  return code;
}

async function ask(context: Context, body: BodyOf<'runCommand'>): Promise<{ told: Told; code: ExitCode }> {
  const { api } = await context.client();
  try {
    // said once, also when the answer is lost and it is sent again
    const params = { header: { 'Idempotency-Key': randomUUID() } };
    const told = await answered(api.POST('/api/commands', { params, body }));
    return { told, code: EXIT.ok };
  } catch (error) {
    if (!(error instanceof CliError) || !isTold(error.details)) throw error;
    return { told: error.details, code: error.code === 'ambiguous' ? EXIT.conflict : EXIT.validation };
  }
}

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'outcome' in value && 'message' in value;
}
