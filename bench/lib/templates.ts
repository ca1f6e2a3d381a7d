import type { Contestant } from './contestant.ts';
import { openDatabase } from './database.ts';
import type { BenchServer } from './server.ts';

/**
 * Databases that runs are cloned from: one per contestant with its schema, and one more with the waiting items of
 * other jobs, vacuumed and analysed as such a database would be.
 */
export class Templates {
  #server: BenchServer;
  #made = new Set<string>();

  constructor(server: BenchServer) {
    this.#server = server;
  }

  /** A fresh database named `name`, cloned for the contestant; an older one of that name is dropped. */
  async clone(name: string, contestant: Contestant, waiting: number): Promise<void> {
    const template = await this.#template(contestant, waiting);
    await this.#server.admin.query(`drop database if exists ${name} with (force)`);
    await this.#server.admin.query(
      `create database ${name} owner lotline_owner template ${template} strategy file_copy`,
    );
  }

  /** Gives the disk back. */
  async drop(contestant: Contestant, waiting: number): Promise<void> {
    const name = templateName(contestant, waiting);
    if (!this.#made.delete(name)) return;
    await this.#server.admin.query(`drop database ${name} with (force)`);
  }

  async #template(contestant: Contestant, waiting: number): Promise<string> {
    const name = templateName(contestant, waiting);
    if (this.#made.has(name)) return name;
    if (waiting === 0) await this.#server.admin.query(`create database ${name} owner lotline_owner`);
    else await this.clone(name, contestant, 0);
    const database = openDatabase(this.#server.urls(name));
    try {
      if (waiting === 0) await contestant.prepare(database);
      else {
        await contestant.preload(database, waiting);
        await database.query('vacuum analyze');
      }
    } finally {
      await database.close();
    }
    this.#made.add(name);
    return name;
  }
}

function templateName(contestant: Contestant, waiting: number): string {
  return `template_${contestant.name.replaceAll('-', '_')}_${waiting}`;
}
