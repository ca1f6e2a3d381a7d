import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { stateCalled } from '../../property/counties/list-counties.ts';

interface Place {
  readonly county?: string | undefined;
  readonly state?: string | undefined;
}

/** The county and state that a list is asked for. Throws `validation_failed` for a state that there is not. */
export async function placeOf(
  db: Queryable,
  { county, state }: Place,
): Promise<{ countyId: string | undefined; stateCode: string | undefined }> {
  const countyId = county === undefined ? undefined : (await resolveCounty(db, county)).id;
  if (state === undefined) return { countyId, stateCode: undefined };
  const stateCode = await stateCalled(db, state);
  if (stateCode !== null) return { countyId, stateCode };
  throw new AppError('validation_failed', `state: there is no state "${state}"`, {
    field: 'state',
    hint: 'Write its code or name, such as PA or Pennsylvania.',
  });
}
