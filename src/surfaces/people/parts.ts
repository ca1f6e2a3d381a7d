import type { People } from '../../identity/people/people.ts';

/** What the endpoints about people work with. */
export interface PeopleParts {
  readonly people: People;
  readonly publicUrl: string | undefined;
  /** Whether another place to sign in is set up. */
  readonly oidc: boolean;
  /** Whether letters leave, so that a lost password can be mended without whoever runs the server. */
  readonly mail: boolean;
}
