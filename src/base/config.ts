import { isIP } from 'node:net';
import { z } from 'zod';
import { CLERK_ENVIRONMENT, type ClerkConfig, clerkOf } from './clerk-config.ts';
import { AppError } from './errors.ts';
import {
  requireSimulators,
  SERVICES_ENVIRONMENT,
  type ServicesConfig,
  servicesOf,
} from './services-config.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Every setting of a Lotline process, with the environment variable that carries it. */
const ENVIRONMENT = z.object({
  LOTLINE_DATA: z.string().min(1).optional(),
  LOTLINE_SANDBOX: z.enum(['true', 'false']).default('false'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_DIRECT_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  LOTLINE_CONFIG: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOTLINE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOTLINE_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug', 'trace']).optional(),
  LOTLINE_BOOTSTRAP_API_KEY: z.string().optional(),
  LOTLINE_TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((text) => (text === 'none' ? [] : text.split(',').map((one) => one.trim())))
    .refine((list) => list.every(isNetwork), 'give addresses or networks, such as 10.0.0.0/8, or none'),
  LOTLINE_PUBLIC_READS: z.enum(['true', 'false']).optional(),
  LOTLINE_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(50),
  LOTLINE_BLOBS: z.string().min(1).default('database'),
  LOTLINE_BLOB_LIMIT_MB: z.coerce.number().int().min(1).max(10_000).default(100),
  LOTLINE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'give smtp://user:password@host:587, or smtps://' })
    .optional(),
  LOTLINE_MAIL_FROM: z.string().regex(/@/, 'give an e-mail address, or Name <address>').optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  ...CLERK_ENVIRONMENT,
  ...SERVICES_ENVIRONMENT,
  INCENTIVES_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  INCENTIVES_API_KEY: z.string().optional(),
  INCENTIVES_API_BILLED: z.enum(['true', 'false']).default('false'),
  N8N_WEBHOOK_HEADER: z
    .string()
    .regex(/^[\w-]+:[ \t]*\S[\x20-\x7e]*$/, 'give "Name: value"')
    .optional(),
  LOTLINE_WEBHOOKS_PRIVATE: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      (parts) =>
        parts.every(isNumericNetwork) || (parts.length === 1 && /^(true|false)$/.test(parts[0] ?? '')),
      'give true, false, or addresses and networks such as 10.1.0.0/16, with commas between them',
    )
    .optional(),
  LOTLINE_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'give 64 hexadecimal digits, such as from: openssl rand -hex 32')
    .optional(),
});

type Environment = z.infer<typeof ENVIRONMENT>;

export interface Config {
  /** Folder of the embedded database and its secrets. */
  readonly dataFolder: string;
  /** Simulators stand for all outside services, and nothing found is real. */
  readonly sandbox: boolean;
  /** Owner's address of an outside PostgreSQL; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** The same database past its transaction pooler, for migrations and notifications. */
  readonly directUrl: string | undefined;
  /** File with kinds of one's own; undefined: `lotline.config.ts` where the process runs, if there is one. */
  readonly configFile: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** Addresses and networks of proxies that may say where a request came from. */
  readonly trustedProxies: readonly string[];
  /** Undefined: `info` for services, `warn` for commands that people watch. */
  readonly logLevel: string | undefined;
  readonly bootstrapApiKey: string | undefined;
  /** Whether jobs may be read without sign-in; undefined: only on this machine, over the embedded database. */
  readonly publicReads: boolean | undefined;
  /** Items that one worker process handles at once, over all kinds. */
  readonly concurrency: number;
  /** Where files are kept: in the database, or in a folder. */
  readonly blobs: { readonly store: 'database' } | { readonly store: 'folder'; readonly folder: string };
  /** Largest file that is taken. */
  readonly blobLimitBytes: number;
  /** How letters leave; undefined: what they would say goes to the log. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** Another place where people sign in (OpenID Connect). */
  readonly oidc: OidcConfig | undefined;
  readonly incentivesApi: { url: string; key: string | undefined; billed: boolean } | undefined;
  readonly n8n: N8nConfig;
  /** Outside services that kinds work with. */
  readonly services: ServicesConfig;
  /** Undefined: tokens of Clerk are not taken. */
  readonly clerk: ClerkConfig | undefined;
  /** Which private addresses webhooks may lead to, also without TLS: none, all, or those of these networks. */
  readonly webhooksPrivate: 'none' | 'all' | readonly string[];
  /** 64 hexadecimal digits that seal secrets stored in the database; undefined: a file in the data folder. */
  readonly secretKey: string | undefined;
}

/** An OpenID Connect issuer, and who we are to it. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The n8n workflows that the operator names. */
export interface N8nConfig {
  /** Address of the workflow for each job type that has one. */
  readonly webhookUrls: ReadonlyMap<string, string>;
  /** Sent along with each call to these addresses; secret. */
  readonly header: { readonly name: string; readonly value: string } | undefined;
}

/**
 * Reads the configuration from environment variables.
 * Throws `configuration`, naming each variable, its value's fault and the fix.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable means "not set": that is how shells and compose files spell it.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = ENVIRONMENT.safeParse(given);
  const webhooks = z.record(z.string(), webhookUrl).safeParse(webhookVariables(given));
  const issues = [...(parsed.error?.issues ?? []), ...(webhooks.error?.issues ?? [])];
  if (!parsed.success || !webhooks.success) {
    const faults = issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
    throw new AppError('configuration', `Bad configuration. ${faults}`, {
      hint: 'Correct or unset the environment variables named.',
    });
  }
  const e = parsed.data;
  if (e.DATABASE_DIRECT_URL !== undefined && e.DATABASE_URL === undefined) {
    throw new AppError('configuration', 'DATABASE_DIRECT_URL is set without DATABASE_URL', {
      hint: 'Set DATABASE_URL to the address of the pooler, or put the direct address there.',
    });
  }
  const sandbox = e.LOTLINE_SANDBOX === 'true';
  if (sandbox) requireSimulators(e, webhooks.data);
  return {
    dataFolder: e.LOTLINE_DATA ?? (sandbox ? '.lotline-sandbox' : '.lotline'),
    sandbox,
    databaseUrl: e.DATABASE_URL,
    directUrl: e.DATABASE_DIRECT_URL,
    configFile: e.LOTLINE_CONFIG,
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.LOTLINE_PUBLIC_URL,
    trustedProxies: e.LOTLINE_TRUSTED_PROXIES,
    logLevel: e.LOTLINE_LOG_LEVEL,
    bootstrapApiKey: e.LOTLINE_BOOTSTRAP_API_KEY,
    publicReads: e.LOTLINE_PUBLIC_READS === undefined ? undefined : e.LOTLINE_PUBLIC_READS === 'true',
    concurrency: e.LOTLINE_CONCURRENCY,
    blobs:
      e.LOTLINE_BLOBS === 'database' ? { store: 'database' } : { store: 'folder', folder: e.LOTLINE_BLOBS },
    blobLimitBytes: e.LOTLINE_BLOB_LIMIT_MB * 1024 * 1024,
    mail: mailOf(e),
    oidc: oidcOf(e),
    incentivesApi: e.INCENTIVES_API_URL
      ? {
          url: e.INCENTIVES_API_URL.replace(/\/+$/, ''),
          key: e.INCENTIVES_API_KEY,
          billed: e.INCENTIVES_API_BILLED === 'true',
        }
      : undefined,
    n8n: {
      webhookUrls: new Map(Object.entries(webhooks.data).map(([name, url]) => [jobTypeOf(name), url])),
      header: headerOf(e.N8N_WEBHOOK_HEADER),
    },
    webhooksPrivate: privateOf(e.LOTLINE_WEBHOOKS_PRIVATE),
    secretKey: e.LOTLINE_SECRET_KEY?.toLowerCase(),
    clerk: clerkOf(e),
    services: servicesOf(e),
  };
}

function privateOf(parts: readonly string[] | undefined): Config['webhooksPrivate'] {
  if (parts === undefined || parts[0] === 'false') return 'none';
  return parts[0] === 'true' ? 'all' : parts;
}

function mailOf(e: Environment): Config['mail'] {
  if (e.LOTLINE_SMTP_URL === undefined) return undefined;
  if (e.LOTLINE_MAIL_FROM === undefined) throw incomplete('LOTLINE_SMTP_URL', 'LOTLINE_MAIL_FROM');
  return { url: e.LOTLINE_SMTP_URL, from: e.LOTLINE_MAIL_FROM };
}

function oidcOf(e: Environment): Config['oidc'] {
  if (e.OIDC_ISSUER === undefined) return undefined;
  if (e.OIDC_CLIENT_ID === undefined) throw incomplete('OIDC_ISSUER', 'OIDC_CLIENT_ID');
  if (e.OIDC_CLIENT_SECRET === undefined) throw incomplete('OIDC_ISSUER', 'OIDC_CLIENT_SECRET');
  return { issuer: e.OIDC_ISSUER, clientId: e.OIDC_CLIENT_ID, clientSecret: e.OIDC_CLIENT_SECRET };
}

function incomplete(set: string, missing: string): AppError {
  return new AppError('configuration', `Bad configuration. ${missing}: is needed where ${set} is set`, {
    hint: `Set ${missing}, or unset ${set}.`,
  });
}

const WEBHOOK_VARIABLE = /^N8N_([A-Z][A-Z0-9_]*)_WEBHOOK_URL$/;

const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'give an http or https address' })
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username === '',
    'leave user and password out; use N8N_WEBHOOK_HEADER',
  );

function webhookVariables(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => WEBHOOK_VARIABLE.test(name)));
}

/** `N8N_TITLE_RESEARCH_WEBHOOK_URL` is that of `title_research`; `N8N_REGRID_WEBHOOK_URL` has a shorter name. */
function jobTypeOf(variable: string): string {
  const type = WEBHOOK_VARIABLE.exec(variable)?.[1]?.toLowerCase() ?? '';
  return type === 'regrid' ? 'regrid_scraping' : type;
}

function headerOf(text: string | undefined): N8nConfig['header'] {
  if (text === undefined) return undefined;
  const colon = text.indexOf(':');
  return { name: text.slice(0, colon), value: text.slice(colon + 1).trim() };
}

/** An address, a network, or one of the names that stand for networks. */
function isNetwork(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  return (
    version !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

/** An address, or a network, in figures. */
function isNumericNetwork(text: string): boolean {
  return !/^[a-z]+$/.test(text) && isNetwork(text);
}

/** True for names and addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}
