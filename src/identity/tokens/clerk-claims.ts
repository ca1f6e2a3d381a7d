import { z } from 'zod';

/** What a token says of who bears it. */
export interface ClerkIdentity {
  readonly user: string;
  /** Whoever acts as that user: support staff that impersonates. */
  readonly impersonator: string | undefined;
  readonly party: string | undefined;
  /** The user still has something to do before it is signed in. */
  readonly pending: boolean;
  /** The organization that the user has chosen, if any. */
  readonly organization:
    | { readonly id: string; readonly slug: string | undefined; readonly role: string }
    | undefined;
}

const id = z.string().min(1).max(200);
const common = {
  sub: id,
  azp: z.string().optional(),
  sts: z.string().optional(),
  act: z.object({ sub: id }).optional(),
};

/** Version 2 of Clerk's session tokens. */
const second = z.object({
  ...common,
  v: z.literal(2),
  o: z.object({ id, slg: z.string().optional(), rol: z.string().optional() }).optional(),
});

/** Version 1, deprecated in April 2025. */
const first = z.object({
  ...common,
  v: z.literal(1).optional(),
  org_id: id.optional(),
  org_slug: z.string().optional(),
  org_role: z.string().optional(),
});

/** Reads the claims of either version; undefined when they are neither's. */
export function readClaims(claims: unknown): ClerkIdentity | undefined {
  const parsed = z.union([second, first]).safeParse(claims);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const { sub, azp, sts, act } = data;
  return {
    user: sub,
    impersonator: act?.sub,
    party: azp,
    pending: sts === 'pending',
    organization: data.v === 2 ? organizationOf(data.o) : organizationOf(fromFirst(data)),
  };
}

interface Named {
  readonly id: string;
  readonly slg?: string | undefined;
  readonly rol?: string | undefined;
}

function fromFirst(claims: z.infer<typeof first>): Named | undefined {
  if (claims.org_id === undefined) return undefined;
  return { id: claims.org_id, slg: claims.org_slug, rol: claims.org_role };
}

function organizationOf(named: Named | undefined): ClerkIdentity['organization'] {
  if (named === undefined) return undefined;
  return { id: named.id, slug: named.slg, role: (named.rol ?? '').replace(/^org:/, '') };
}
