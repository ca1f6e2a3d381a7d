import { createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';

export interface PoolerOptions {
  /** Address of the real server, as whom the pooler connects there; clients give the same user and password. */
  readonly target: string;
  /** Server connections that all clients share. */
  readonly size: number;
}

export interface TransactionPooler {
  /** What clients connect to: the target's address at the pooler's port, without anything that says so. */
  readonly url: string;
  /** Transactions that went through. */
  readonly transactions: () => number;
  stop(): Promise<void>;
}

/** What PgBouncer takes at the start of a connection; anything else it refuses. */
const STARTUP = new Set(['user', 'database', 'client_encoding', 'application_name', 'datestyle', 'timezone']);
const SSL_REQUEST = 80_877_103;

/**
 * A pooler in transaction mode, as PgBouncer and Supabase's are: a client has a server connection from the first message
 * of a transaction to its end, and then perhaps another. Refuses startup settings and named statements; what a LISTEN
 * would hear is lost. Server connections are handed out in turn, so that nothing can rely on getting the same again.
 */
export async function startTransactionPooler({ target, size }: PoolerOptions): Promise<TransactionPooler> {
  const { username, password } = new URL(target);
  const free: Backend[] = [];
  const waiting: ((backend: Backend) => void)[] = [];
  const clients = new Set<Socket>();
  let transactions = 0;
  const giveBack = (backend: Backend) => {
    transactions += 1;
    const next = waiting.shift();
    if (next === undefined) free.push(backend);
    else next(backend);
  };
  const take = (): Promise<Backend> => {
    const backend = free.shift();
    return backend === undefined ? new Promise((given) => waiting.push(given)) : Promise.resolve(backend);
  };
  const backends = await Promise.all(Array.from({ length: size }, () => connectBackend(target)));
  free.push(...backends);
  const greeting = greetingOf(backends[0]?.parameters ?? {});

  // An answer is several small messages: held back until the first is acknowledged, each statement would take 40 ms.
  const server: Server = createServer({ noDelay: true }, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    serve(socket, {
      take,
      giveBack,
      greeting,
      password: decodeURIComponent(password),
      user: decodeURIComponent(username),
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: url.toString(),
    transactions: () => transactions,
    async stop() {
      for (const socket of clients) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
      await Promise.all(backends.map((backend) => backend.end()));
    },
  };
}

interface Backend {
  readonly socket: Socket;
  readonly parameters: Readonly<Record<string, string>>;
  /** Who gets what the server says; nobody between transactions. */
  hear: ((type: string, message: Buffer) => void) | undefined;
  end(): Promise<void>;
}

/** Lets pg sign in, then talks over its socket. */
async function connectBackend(target: string): Promise<Backend> {
  const client = new pg.Client({ connectionString: target });
  const parameters: Record<string, string> = {};
  // pg's types leave out the connection below a client; its socket is what a pooler is after.
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter & { stream: Socket } };
  connection.on('parameterStatus', (told: { parameterName: string; parameterValue: string }) => {
    parameters[told.parameterName] = told.parameterValue;
  });
  client.on('error', () => {});
  await client.connect();
  const socket = connection.stream;
  socket.removeAllListeners('data');
  const backend: Backend = {
    socket,
    parameters,
    hear: undefined,
    end: () =>
      new Promise((ended) => (socket.destroyed ? ended() : socket.once('close', () => ended()).destroy())),
  };
  socket.on(
    'data',
    messages((type, message) => backend.hear?.(type, message)),
  );
  return backend;
}

interface Shared {
  readonly take: () => Promise<Backend>;
  readonly giveBack: (backend: Backend) => void;
  readonly greeting: Buffer;
  readonly user: string;
  readonly password: string;
}

function serve(socket: Socket, { take, giveBack, greeting, user, password }: Shared): void {
  let backend: Backend | undefined;
  let asking = false;
  const queue: Buffer[] = [];
  /** Answers still to come; the server connection goes back when none is, outside a transaction. */
  let owed = 0;
  const refuse = (code: string, message: string) => socket.end(errorMessage(code, message));

  const hear = (type: string, message: Buffer) => {
    socket.write(message);
    if (type !== 'Z') return;
    owed -= 1;
    if (owed > 0 || message[5] !== 'I'.charCodeAt(0) || backend === undefined) return;
    backend.hear = undefined;
    giveBack(backend);
    backend = undefined;
  };
  const flush = () => {
    if (backend === undefined) {
      if (!asking) ask();
      return;
    }
    for (const message of queue.splice(0)) backend.socket.write(message);
  };
  const ask = () => {
    asking = true;
    take().then((given) => {
      asking = false;
      if (socket.destroyed) return giveBack(given);
      backend = given;
      given.hear = hear;
      flush();
    });
  };
  socket.on('error', () => {});
  socket.on('close', () => {
    // A client that leaves in the middle takes its transaction with it.
    const held = backend;
    if (held === undefined) return;
    owed += 1;
    held.hear = (type) => {
      if (type !== 'Z') return;
      owed -= 1;
      if (owed > 0) return;
      held.hear = undefined;
      giveBack(held);
    };
    held.socket.write(queryMessage('rollback'));
  });

  const start = (startup: Buffer): boolean => {
    if (startup.readInt32BE(4) === SSL_REQUEST) {
      socket.write('N');
      return false;
    }
    const words = startup.subarray(8).toString().split('\0');
    for (let at = 0; at + 1 < words.length; at += 2) {
      const name = words[at] ?? '';
      if (name !== '' && !STARTUP.has(name.toLowerCase()))
        refuse('08P01', `unsupported startup parameter: ${name}`);
      if (name === 'user' && words[at + 1] !== user) refuse('28P01', 'no such user');
    }
    socket.write(message('R', int32(3)));
    return true;
  };
  const speak = (type: string, said: Buffer) => {
    if (type === 'p') {
      if (said.subarray(5, -1).toString() === password) socket.write(greeting);
      else refuse('28P01', 'password authentication failed');
      return;
    }
    if (type === 'X') return void socket.end();
    if (type === 'P' && said[5] !== 0) return void refuse('26000', 'prepared statements are not kept here');
    if (type === 'Q' || type === 'S') owed += 1;
    queue.push(said);
    flush();
  };
  socket.on('data', messages(speak, start));
}

/** Cuts a stream into messages; the first, without a type, goes to `start` until that says it was the startup. */
function messages(
  each: (type: string, message: Buffer) => void,
  start?: (message: Buffer) => boolean,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let started = start === undefined;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      const whole = rest.subarray(0, length);
      rest = rest.subarray(length);
      if (started) each(String.fromCharCode(whole[0] ?? 0), whole);
      else started = start?.(whole) ?? true;
    }
  };
}

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeInt32BE(value);
  return out;
}

const text = (value: string) => Buffer.from(`${value}\0`);
const queryMessage = (sql: string) => message('Q', text(sql));

function errorMessage(code: string, words: string): Buffer {
  return message('E', text(`SFATAL`), text(`VFATAL`), text(`C${code}`), text(`M${words}`), Buffer.from([0]));
}

function greetingOf(parameters: Readonly<Record<string, string>>): Buffer {
  const told = Object.entries(parameters).map(([name, value]) => message('S', text(name), text(value)));
  const key = message('K', int32(1), int32(1));
  return Buffer.concat([message('R', int32(0)), ...told, key, message('Z', Buffer.from('I'))]);
}
