import { randomBytes } from 'node:crypto';
import { startClerk } from './clerk.ts';
import { startN8n } from './n8n.ts';
import { runWorkflow } from './n8n-run.ts';
import { startReceiver } from './webhook-receiver.ts';

export interface SandboxCallersOptions {
  /** The first of the ports, which are counted up from there; absent: any free ones. */
  readonly ports?: number;
  /** What n8n's workflows send to the product as `x-api-key`. */
  readonly apiKey?: string;
}

/** Those who call the product, or whom it calls of its own accord. */
export interface SandboxCallers {
  /** Addresses and keys by what they are called in the guide; only those of the issuer are settings of the product. */
  readonly env: Readonly<Record<string, string>>;
  /** The key that n8n's workflows send from now on. */
  takeApiKey(key: string): void;
  /** The secret by which the receiver checks signatures from now on. */
  expectSecret(secret: string): void;
  /** Idempotent. */
  stop(): Promise<void>;
}

const N8N_KEY = 'simulated-n8n-key';
const SECRET_BYTES = 24;

/** Starts n8n, an issuer of session tokens and a receiver of webhooks on loopback. */
export async function startSandboxCallers(options: SandboxCallersOptions = {}): Promise<SandboxCallers> {
  const port = (at: number) => (options.ports === undefined ? 0 : options.ports + at);
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const header = { name: 'X-Lotline', value: randomBytes(SECRET_BYTES).toString('hex') };
  const product = { name: 'x-api-key', value: options.apiKey ?? '' };
  const credentials = {
    'Lotline API key': product,
    'Lotline webhook header': header,
  };
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(stops.splice(0).map((end) => end()));
  };
  try {
    const n8n = await startN8n({
      port: port(0),
      apiKey: N8N_KEY,
      credentials,
      execute: (workflow, node, item) => runWorkflow(workflow, node, { ...item }, { credentials }),
    });
    stops.push(() => n8n.stop());
    const clerk = await startClerk(Date.now, port(1));
    stops.push(() => clerk.stop());
    const receiver = await startReceiver({ port: port(2), secrets: [secret] });
    stops.push(() => receiver.close());
    return {
      env: {
        CLERK_ISSUER: clerk.issuer,
        N8N_URL: n8n.url,
        N8N_API_KEY: N8N_KEY,
        N8N_WEBHOOK_HEADER: `${header.name}: ${header.value}`,
        WEBHOOK_RECEIVER_URL: receiver.url,
        WEBHOOK_RECEIVER_SECRET: secret,
      },
      takeApiKey: (key) => {
        product.value = key;
      },
      expectSecret: (known) => receiver.expect(known),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
