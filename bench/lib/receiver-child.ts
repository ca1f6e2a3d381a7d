// Somebody who takes every webhook at once, in a process of its own, and says how many there were when asked.
import { createServer } from 'node:http';
import { portOf } from '../../src/base/port-of.ts';

let taken = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    taken += 1;
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const port = portOf(server);
  process.send?.({ url: `http://127.0.0.1:${port}/` });
});
process.on('message', () => process.send?.({ taken }));
