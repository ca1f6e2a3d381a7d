import { createServer } from 'node:net';
import { AppError } from '../base/errors.ts';

export async function isFree(port: number): Promise<boolean> {
  if (port === 0) return false;
  return (await listenOn(port)) !== undefined;
}

export async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new AppError('configuration', 'No free port on 127.0.0.1');
  return port;
}

/** Opens and closes a listener; the port it got, or undefined when it could not have that one. */
function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
