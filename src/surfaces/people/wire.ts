import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';

const role = z.enum(['viewer', 'analyst', 'admin'], 'role: must be viewer, analyst or admin');
const uuid = (name: string) => z.uuid(`${name}: must be a UUID`);
const time = z.iso.datetime({ offset: true });

export const email = z
  .email('email: must be an e-mail address, such as ann@example.org')
  .max(254, 'email: must have at most 254 characters')
  .transform((text) => text.toLowerCase());

const personShape = { id: z.string(), email: z.string(), name: z.string() };
const organizationShape = { id: z.uuid(), name: z.string(), slug: z.string() };

const { limit, cursor } = keysetQuery({ standard: 50, most: 200 });
/** `limit` and `cursor` of a list. */
export const keyPage = z.object({ limit, cursor });

const memberSchema = z
  .object({
    ...personShape,
    role,
    joined_at: time,
    last_seen_at: time.nullable().describe('When a session began or was prolonged; null: none is left'),
    passkeys: z.int(),
  })
  .meta({ id: 'Member', description: 'Somebody of an organization' });

export const membersSchema = z
  .object({ people: z.array(memberSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'Members' });

export const personParams = z.object({
  person_id: z.string().min(1, 'person_id: must be an id').max(64, 'person_id: must be an id'),
});
export const roleBody = z.object({ role }).meta({ id: 'ChangeMember' });

const invitationSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role,
    created_by: z.string(),
    created_at: time,
    expires_at: time,
  })
  .meta({ id: 'Invitation' });

export const sentInvitationSchema = invitationSchema
  .extend({
    delivery: z
      .enum(['email', 'log', 'failed'])
      .describe(
        "`email`: handed to the mail server. `log`: none is set, so the link stands in the server's log. `failed`: the mail server did not take it; invite again.",
      ),
  })
  .meta({ id: 'SentInvitation' });

export const invitationsSchema = z
  .object({ invitations: z.array(invitationSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'Invitations' });

export const invitationParams = z.object({ invitation_id: uuid('invitation_id') });
export const invitationBody = z.object({ email, role }).meta({ id: 'CreateInvitation' });
export const resetBody = z.object({ email }).meta({ id: 'AskPasswordReset' });

export const acceptedSchema = z.object({ message: z.string() }).meta({ id: 'Accepted' });

const ownOrganizationSchema = z
  .object({
    ...organizationShape,
    role: role.nullable().describe('Null: no member, but an operator of the platform'),
    active: z.boolean().describe('The one that this session acts for'),
  })
  .meta({ id: 'OwnOrganization' });

export const organizationsSchema = z
  .object({ organizations: z.array(ownOrganizationSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'OwnOrganizations' });

export const organizationSchema = z.object(organizationShape).meta({ id: 'Organization' });
export const organizationBody = z
  .object({
    name: z
      .string('name: must be text')
      .trim()
      .min(1, 'name: must not be empty')
      .max(200, 'name: must have at most 200 characters'),
    slug: z
      .string('slug: must be text')
      .regex(
        /^[a-z0-9][a-z0-9-]{0,62}$/,
        'slug: must be lower-case letters, digits and hyphens, such as acme-homes',
      ),
  })
  .meta({ id: 'CreateOrganization' });
export const chooseBody = z
  .object({ organization_id: uuid('organization_id') })
  .meta({ id: 'ChooseOrganization' });

export const meSchema = z
  .object({
    actor: z
      .string()
      .describe('As the record of what was done names you: `key:deploy`, `person:ann@example.org`'),
    via: z.enum(['key', 'session', 'token', 'demo', 'nobody']).describe('How you proved who you are'),
    role,
    scopes: z
      .array(z.string())
      .nullable()
      .describe('What a key was narrowed to; null: all that the role may'),
    operator: z.boolean().describe('Runs the platform'),
    organization: z.object(organizationShape),
    person: z.object(personShape).nullable(),
  })
  .meta({ id: 'Me', description: 'Who you are to this server' });

export const csrfSchema = z.object({ token: z.string() }).meta({ id: 'CsrfToken' });

export const userSchema = z.object({ user: z.object(personShape) }).meta({ id: 'SignedIn' });
const sessionShape = {
  id: z.string(),
  createdAt: time,
  updatedAt: time,
  expiresAt: time,
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
};
export const sessionSchema = z
  .object({ session: z.object(sessionShape), user: z.object(personShape) })
  .nullable()
  .meta({ id: 'PersonSession' });
export const sessionsSchema = z
  .array(z.object({ ...sessionShape, current: z.boolean() }))
  .meta({ id: 'PersonSessions' });
export const passkeysSchema = z
  .array(
    z.object({
      id: z.string(),
      name: z.string().nullish(),
      deviceType: z.string(),
      backedUp: z.boolean(),
      createdAt: time.nullish(),
    }),
  )
  .meta({ id: 'Passkeys' });
