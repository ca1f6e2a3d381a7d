import { AppError } from '../../base/errors.ts';
import { call, type Queryable } from '../../db/pool.ts';

/** An organization as an issuer of tokens knows it. */
export interface ExternalOrganization {
  readonly issuer: string;
  readonly externalId: string;
}

/** Which of ours it is; null when nobody has linked it. With `create` it is then made, under this name. */
export async function findExternalOrganization(
  db: Queryable,
  wanted: ExternalOrganization & {
    readonly name: string | undefined;
    readonly create: boolean;
    readonly actor: string;
  },
): Promise<string | null> {
  const [row] = await call<{ id: string | null }>(
    db,
    {
      name: 'external_organization',
      text: 'select lotline.external_organization($1, $2, $3, $4, $5) as id',
    },
    [wanted.issuer, wanted.externalId, wanted.name ?? null, wanted.create, wanted.actor],
  );
  return row?.id ?? null;
}

/** Links it to one of ours, in place of any other. `db` acts as the owner. */
export async function linkOrganization(
  db: Queryable,
  { issuer, externalId }: ExternalOrganization,
  organizationId: string,
  actor: string,
): Promise<void> {
  await call(db, 'select lotline.link_external_organization($1, $2, $3, $4)', [
    organizationId,
    issuer,
    externalId,
    actor,
  ]);
}

/** Takes a link away. Throws `not_found` when there is none. `db` acts as the owner. */
export async function unlinkOrganization(
  db: Queryable,
  { issuer, externalId }: ExternalOrganization,
): Promise<void> {
  const [row] = await call<{ gone: boolean }>(
    db,
    'select lotline.unlink_external_organization($1, $2) as gone',
    [issuer, externalId],
  );
  if (row?.gone !== true) throw new AppError('not_found', `No link of ${externalId} at ${issuer}`);
}

const MOST = 1000;

/** All links, by issuer and id; at most a thousand. `db` acts as the owner. */
export async function listLinks(
  db: Queryable,
): Promise<(ExternalOrganization & { readonly organization: string })[]> {
  return call(
    db,
    `select e.issuer, e.external_id as "externalId", o.slug as organization
       from lotline.external_organizations e join lotline.organizations o on o.id = e.org_id
      order by e.issuer, e.external_id limit $1`,
    [MOST],
  );
}
