import { z } from 'zod';
import { AppError } from './errors.ts';

/** Session tokens of Clerk. */
export interface ClerkConfig {
  /** Frontend API address, as tokens name it. */
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Sent where the keys are asked for; secret. */
  readonly secretKey: string | undefined;
  /** The issuer's public key (PEM): then nothing is fetched. */
  readonly jwtKey: string | undefined;
  /** Applications whose tokens are taken; none named: any. */
  readonly authorizedParties: readonly string[];
  /** Whether an organization that nobody has linked is made at its first request. */
  readonly createOrganizations: boolean;
  /** Ours by theirs; any other is a viewer. */
  readonly roles: ReadonlyMap<string, 'viewer' | 'analyst' | 'admin'>;
}

/** The environment variables that carry it. */
export const CLERK_ENVIRONMENT = {
  CLERK_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  CLERK_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLERK_SECRET_KEY: z.string().optional(),
  CLERK_JWT_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n').trim())
    .refine(
      (text) => /^-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----$/.test(text),
      'give a PEM public key',
    )
    .optional(),
  CLERK_AUTHORIZED_PARTIES: z.string().default(''),
  CLERK_CREATE_ORGANIZATIONS: z.enum(['true', 'false']).default('false'),
  CLERK_ROLES: z
    .string()
    .regex(
      /^ *[\w:-]+ *= *(viewer|analyst|admin)( *, *[\w:-]+ *= *(viewer|analyst|admin))* *$/,
      'give "theirs=ours, …" with viewer, analyst or admin, such as "admin=admin, member=analyst"',
    )
    .default('admin=admin, member=analyst'),
};

const environment = z.object(CLERK_ENVIRONMENT);

/** Undefined without an issuer. Throws `configuration` when other settings are there and it is not. */
export function clerkOf(e: z.infer<typeof environment>): ClerkConfig | undefined {
  if (e.CLERK_ISSUER === undefined) {
    if (e.CLERK_JWKS_URL === undefined && e.CLERK_JWT_KEY === undefined) return undefined;
    throw new AppError('configuration', 'CLERK_ISSUER: is needed beside the other settings of Clerk', {
      field: 'CLERK_ISSUER',
      hint: 'Set it to the Frontend API URL, such as https://clerk.example.com.',
    });
  }
  const issuer = e.CLERK_ISSUER.replace(/\/+$/, '');
  return {
    issuer,
    jwksUrl: e.CLERK_JWKS_URL ?? `${issuer}/.well-known/jwks.json`,
    secretKey: e.CLERK_SECRET_KEY,
    jwtKey: e.CLERK_JWT_KEY,
    authorizedParties: e.CLERK_AUTHORIZED_PARTIES.split(',').flatMap((one) => one.trim() || []),
    createOrganizations: e.CLERK_CREATE_ORGANIZATIONS === 'true',
    roles: new Map(e.CLERK_ROLES.split(',').map(rolePair)),
  };
}

function rolePair(text: string): [string, 'viewer' | 'analyst' | 'admin'] {
  const [theirs = '', ours] = text.split('=').map((one) => one.trim());
  const role = ours === 'admin' || ours === 'analyst' ? ours : 'viewer';
  return [theirs.replace(/^org:/, ''), role];
}
