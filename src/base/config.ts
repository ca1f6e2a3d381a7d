import { z } from 'zod';
import { AppError } from './errors.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Every setting of a Lotline process, with the environment variable that carries it. */
const ENVIRONMENT = z.object({
  LOTLINE_DATA: z.string().min(1).default('.lotline'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOTLINE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOTLINE_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug', 'trace']).optional(),
  LOTLINE_BOOTSTRAP_API_KEY: z.string().optional(),
  LOTLINE_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(50),
  INCENTIVES_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  INCENTIVES_API_KEY: z.string().optional(),
  INCENTIVES_API_BILLED: z.enum(['true', 'false']).default('false'),
});

export interface Config {
  /** Folder of the embedded database and its secrets. */
  readonly dataFolder: string;
  /** Owner's address of an outside PostgreSQL; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** Undefined: `info` for services, `warn` for commands that people watch. */
  readonly logLevel: string | undefined;
  readonly bootstrapApiKey: string | undefined;
  /** Items that one worker process handles at once, over all kinds. */
  readonly concurrency: number;
  readonly incentivesApi: { url: string; key: string | undefined; billed: boolean } | undefined;
}

/**
 * Reads the configuration from environment variables.
 * Throws `configuration`, naming each variable, its value's fault and the fix.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable means "not set": that is how shells and compose files spell it.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = ENVIRONMENT.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
    throw new AppError('configuration', `Bad configuration. ${faults}`, {
      hint: 'Correct or unset the environment variables named.',
    });
  }
  const e = parsed.data;
  return {
    dataFolder: e.LOTLINE_DATA,
    databaseUrl: e.DATABASE_URL,
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.LOTLINE_PUBLIC_URL,
    logLevel: e.LOTLINE_LOG_LEVEL,
    bootstrapApiKey: e.LOTLINE_BOOTSTRAP_API_KEY,
    concurrency: e.LOTLINE_CONCURRENCY,
    incentivesApi: e.INCENTIVES_API_URL
      ? {
          url: e.INCENTIVES_API_URL,
          key: e.INCENTIVES_API_KEY,
          billed: e.INCENTIVES_API_BILLED === 'true',
        }
      : undefined,
  };
}

/** True for names and addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}
