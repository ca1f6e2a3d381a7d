// Opens the embedded database in the folder given, says so, and leaves it when told to (or never, if killed).
import { startEmbedded } from '../../src/db/embedded.ts';
import { testBinaries } from './binaries.ts';

const [folder = ''] = process.argv.slice(2);
const server = await startEmbedded(folder, { binaries: await testBinaries() });
process.send?.({ port: server.port, pid: server.pid });
process.on('message', async () => {
  await server.stop();
  process.send?.('stopped');
  process.disconnect?.();
});
