import { z } from 'zod';
import { type Simulator, type SimulatorOptions, startSimulator } from './chassis/simulator.ts';

const batchSchema = z.object({
  items: z.array(z.object({ item: z.int(), input: z.unknown() })),
});

/** A service of a user's own on loopback: takes signed batches and gives each input back as its result. */
export function startOwnService(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator(
    {
      name: 'own-service',
      base: '/work',
      routes: [
        {
          method: 'POST',
          path: '/',
          run(request) {
            const batch = batchSchema.safeParse(request.json());
            if (!batch.success) return { status: 400, body: { error: 'This is no batch.' } };
            const results = batch.data.items.map(({ item, input }) => ({
              item,
              outcome: 'completed',
              result: { received: input },
            }));
            return { status: 200, body: { results } };
          },
        },
      ],
      // Whose secret signed is not known here; a service of one's own checks it.
      authorize: ({ headers }) =>
        ['webhook-id', 'webhook-timestamp', 'webhook-signature'].every((name) => headers[name])
          ? undefined
          : { status: 401, body: { error: 'The request is not signed.' } },
      error: (status, message) => ({ status, body: { error: message } }),
    },
    options,
  );
}
