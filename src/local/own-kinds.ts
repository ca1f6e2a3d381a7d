import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import type { AnyKind } from '../kinds/kind.ts';
import { ownKinds } from '../kinds/own-config.ts';

const FILES = ['lotline.config.ts', 'lotline.config.mjs', 'lotline.config.js'];

/**
 * The kinds of `LOTLINE_CONFIG`, or of `lotline.config.ts` (`.mjs`, `.js`) in the folder that the command runs in; none
 * where there is no such file. Throws `configuration`, naming the file and what is wrong.
 */
export async function loadOwnKinds(
  { configFile }: Pick<Config, 'configFile'>,
  folder = process.cwd(),
): Promise<AnyKind[]> {
  const file =
    configFile === undefined
      ? FILES.map((name) => path.join(folder, name)).find((one) => existsSync(one))
      : path.resolve(folder, configFile);
  if (file === undefined) return [];
  try {
    const loaded: { default?: unknown } = await import(pathToFileURL(file).href);
    return ownKinds(loaded.default);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('configuration', `${file} cannot be used: ${why}`, {
      hint: 'See docs/guides/extending.md for what it holds.',
      cause: error,
    });
  }
}
