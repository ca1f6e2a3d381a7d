import { call, type Queryable } from '../../db/pool.ts';
import type { Device, Snapshot } from './snapshot.ts';

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** The distinct devices of a lookup, in the order asked; `unknown` lists what is in no device's name or number. */
export function resolveDevices(
  ids: readonly number[],
  names: readonly string[],
  { devices }: Snapshot,
): { devices: Device[]; unknown: string[] } {
  const found = new Map<number, Device>();
  const unknown: string[] = [];
  for (const id of ids) {
    const device = devices.get(id);
    if (device) found.set(id, device);
    else unknown.push(String(id));
  }
  for (const name of names) {
    const wanted = plain(name);
    const device = [...devices.values()].find((one) =>
      [one.name, ...one.names].some((n) => plain(n) === wanted),
    );
    if (device) found.set(device.id, device);
    else unknown.push(name);
  }
  return { devices: [...found.values()], unknown };
}

/**
 * Adds a device of the operator's own, or changes one; as the owner of the database.
 * @throws AppError `invalid_argument` for an id below 1000 or items that are not lower_snake_case
 */
export async function addDevice(
  db: Queryable,
  device: { id: number; name: string; items: readonly string[]; names?: readonly string[] },
): Promise<void> {
  const { id, name, items, names = [] } = device;
  await call(db, 'select lotline.add_device($1, $2, $3, $4)', [id, name, items, names]);
}

/** All devices by id. */
export function listDevices(db: Queryable): Promise<Device[]> {
  return call<Device & Record<string, unknown>>(
    db,
    'select id, name, items, names from lotline.devices order by id',
  );
}
