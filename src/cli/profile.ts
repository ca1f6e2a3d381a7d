/** Where the server is and which key to show it: flags over environment over the profile file. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError, EXIT, usageError } from './exit-codes.ts';

/** Where the command line looks for a server when nothing says where one is. */
export const DEFAULT_URL = 'http://127.0.0.1:3000';

export interface Profile {
  url: string;
  apiKey: string;
}

export interface ServerSettings {
  /** Without a slash at its end. */
  url: string;
  apiKey: string | null;
  /** Where each value came from, for `whoami` and error texts. */
  urlFrom: 'flag' | 'environment' | 'profile' | 'default';
  keyFrom: 'flag' | 'environment' | 'profile' | 'none';
}

export interface ServerFlags {
  url?: string;
  apiKey?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `$XDG_CONFIG_HOME/lotline/profile.json`, by default below `~/.config` (on Windows below `%APPDATA%`). */
export function profilePath(env: Environment): string {
  const home = env.HOME ?? homedir();
  const windows = process.platform === 'win32' ? env.APPDATA : undefined;
  return join(env.XDG_CONFIG_HOME || windows || join(home, '.config'), 'lotline', 'profile.json');
}

/** The stored profile, or null when nobody signed in here. Throws when the file is not what `login` writes. */
export async function readProfile(env: Environment): Promise<Profile | null> {
  const path = profilePath(env);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CliError(EXIT.error, 'profile_unreadable', `Cannot read ${path}.`, { cause: error });
  }
  const value = parseJson(text);
  if (isProfile(value)) return { url: value.url, apiKey: value.apiKey };
  throw new CliError(EXIT.error, 'profile_unreadable', `${path} is not a profile.`, {
    hint: 'Run `lotline login` to write it anew.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isProfile(value: unknown): value is Profile {
  if (typeof value !== 'object' || value === null || !('url' in value) || !('apiKey' in value)) return false;
  return typeof value.url === 'string' && typeof value.apiKey === 'string';
}

/** Stores the profile in a file that only its owner can read; returns the path. */
export async function writeProfile(env: Environment, profile: Profile): Promise<string> {
  const path = profilePath(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}.tmp`;
  await writeFile(next, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
  await rename(next, path);
  return path;
}

/**
 * Decides address and key. The key of the profile goes only to the server that it was stored for; for any other
 * address a key must be given with it.
 */
export async function serverSettings(flags: ServerFlags, env: Environment): Promise<ServerSettings> {
  const url = flags.url ?? (env.LOTLINE_URL || undefined);
  const apiKey = flags.apiKey ?? (env.LOTLINE_API_KEY || undefined);
  const profile = url !== undefined && apiKey !== undefined ? null : await readProfile(env);
  const chosenUrl = normalizeUrl(url ?? profile?.url ?? DEFAULT_URL);
  const fromProfile = profile && normalizeUrl(profile.url) === chosenUrl ? profile.apiKey : null;
  return {
    url: chosenUrl,
    apiKey: apiKey ?? fromProfile,
    urlFrom: flags.url ? 'flag' : env.LOTLINE_URL ? 'environment' : profile ? 'profile' : 'default',
    keyFrom: flags.apiKey ? 'flag' : env.LOTLINE_API_KEY ? 'environment' : fromProfile ? 'profile' : 'none',
  };
}

/** The address in one spelling. Throws on anything but http and https. */
export function normalizeUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw usageError(`"${text}" is not an address.`, 'Write it as http://127.0.0.1:3000');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw usageError(`"${text}" is not an http or https address.`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
