import path from 'node:path';
import { readJson } from './source-file.ts';

/** A state kept as a folder of its own, the way the source's repository has it. */
export interface StateFolder {
  /** The three files it was put together from. */
  parts: readonly string[];
  /** The same as one state's file would hold. */
  json: unknown;
}

const partNames = ['incentives.json', 'programs.json', 'authorities.json'] as const;

/** Finds the folders named by a state's two letters that hold its incentives, programs and authorities apart. */
export async function findStateFolders(files: readonly string[]): Promise<StateFolder[]> {
  const present = new Set(files);
  const folders = files
    .filter((file) => path.basename(file) === 'incentives.json')
    .map((file) => path.dirname(file))
    .filter((folder) => /^[A-Z]{2}$/.test(path.basename(folder)))
    .filter((folder) => partNames.every((name) => present.has(path.join(folder, name))));
  return Promise.all(
    folders.map(async (folder) => {
      const parts = partNames.map((name) => path.join(folder, name));
      const [incentives, programs, authorities] = await Promise.all(parts.map(readJson));
      return { parts, json: { state: path.basename(folder), incentives, programs, authorities } };
    }),
  );
}
