import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Urls } from './contestant.ts';
import type { Work } from './handler.ts';

/** What a child process needs to know to enqueue or to work. */
export interface ChildTask {
  contestant: string;
  urls: Urls;
  items: number;
  work: Work;
  concurrency: number;
}

export type Command = 'enqueue' | 'work' | 'stop';

export type Message =
  | { kind: 'ready' }
  | { kind: 'enqueued'; milliseconds: number; peakMb: number; cpuSeconds: number }
  | { kind: 'handled'; count: number }
  | { kind: 'stopped'; handled: number; peakMb: number; cpuSeconds: number }
  | { kind: 'error'; text: string };

/** A process of its own that enqueues or works for one contestant, as a user's process would. */
export class Child {
  /** Items its handler has finished so far, as last told (every 10 ms). */
  handled = 0;
  #process: ChildProcess;
  #failure: Error | null = null;
  #listeners = new Set<(message: Message) => void>();

  private constructor(task: ChildTask) {
    this.#process = fork(new URL('./child-main.ts', import.meta.url), [JSON.stringify(task)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // child-main.ts says nothing else
    this.#process.on('message', (message) => this.#receive(message as Message));
    this.#process.on('exit', (code) => {
      this.#receive({ kind: 'error', text: `the process of ${task.contestant} ended with ${code}` });
    });
  }

  /** Starts the process and waits until it has loaded its contestant. */
  static async start(task: ChildTask): Promise<Child> {
    const child = new Child(task);
    await child.#next('ready');
    return child;
  }

  async enqueue(): Promise<Extract<Message, { kind: 'enqueued' }>> {
    this.#send('enqueue');
    return await this.#next('enqueued');
  }

  /** Gives the command and returns; ask `handled` and the store how far it is. */
  work(): void {
    this.#send('work');
  }

  async stop(): Promise<Extract<Message, { kind: 'stopped' }>> {
    this.#send('stop');
    return await this.#next('stopped');
  }

  /** Throws what went wrong in the child, if anything did. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  #send(command: Command): void {
    this.check();
    this.#process.send(command);
  }

  #receive(message: Message): void {
    if (message.kind === 'handled') this.handled = message.count;
    if (message.kind === 'error') this.#failure ??= new Error(message.text);
    for (const listen of this.#listeners) listen(message);
  }

  #next<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const listen = (message: Message): void => {
        if (message.kind === 'error') reject(new Error(message.text));
        // the kind was just compared, which TypeScript does not follow for a type parameter
        else if (message.kind === kind) resolve(message as Extract<Message, { kind: Kind }>);
        else return;
        this.#listeners.delete(listen);
      };
      this.#listeners.add(listen);
    });
  }
}
