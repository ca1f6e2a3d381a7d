// A receiver of webhooks in a process of its own, so that a test can kill it. It notes each event that it takes in a
// file before it answers: the file survives the kill. Tells its address by a message.
import { appendFileSync } from 'node:fs';
import { type ReceiverAnswer, startReceiver } from '../../src/simulators/webhook-receiver.ts';

const [notes = '', port = '0', secret = '', script = '[]'] = process.argv.slice(2);

const receiver = await startReceiver({
  port: Number(port),
  secrets: [secret],
  onTaken: ({ headers, verified, text }) =>
    appendFileSync(
      notes,
      `${JSON.stringify({ id: headers['webhook-id'], verified, body: JSON.parse(text) })}\n`,
    ),
});
receiver.next(...(JSON.parse(script) as ReceiverAnswer[]));
process.send?.({ url: receiver.url });
