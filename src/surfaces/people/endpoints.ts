import type { Config } from '../../base/config.ts';
import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { People } from '../../identity/people/people.ts';
import { invitationEndpoints } from './invitations.ts';
import { memberEndpoints } from './members.ts';
import { oidcEndpoints } from './oidc.ts';
import { organizationEndpoints } from './organizations.ts';
import { passkeyEndpoints } from './passkeys.ts';
import { setupEndpoints } from './setup.ts';
import { signInEndpoints } from './sign-in.ts';

/** People: how they come in, who they are, and which organizations they act for. */
export function people(service: People, config: Pick<Config, 'publicUrl' | 'oidc' | 'mail'>): Surface {
  const parts = {
    people: service,
    publicUrl: config.publicUrl,
    oidc: config.oidc !== undefined,
    mail: config.mail !== undefined,
  };
  return {
    prefix: '/api/people',
    area: 'people',
    endpoints: [
      ...signInEndpoints(parts),
      ...passkeyEndpoints(parts),
      ...oidcEndpoints(parts),
      ...setupEndpoints(parts),
      ...organizationEndpoints(parts),
      ...memberEndpoints,
      ...invitationEndpoints(parts),
    ],
    problemSchema,
    renderProblem,
  };
}
