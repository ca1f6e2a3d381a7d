import type { RegridParcel } from '../../../providers/regrid/parcel.ts';

/** What is known of the parcel that is looked for. */
export interface Wanted {
  readonly apn: string | null;
  readonly address: string | null;
}

export interface Chosen {
  readonly parcel: RegridParcel;
  /** Others on the same ground: units of one building, say. */
  readonly stacked: readonly RegridParcel[];
  /** The county's number on file is another than Regrid's. */
  readonly apnDiffers: boolean;
}

/** Which of the records that a search gave is the parcel; `candidates` when that cannot be told; undefined: none is. */
export type Choice =
  | { readonly chosen: Chosen }
  | { readonly candidates: readonly RegridParcel[] }
  | undefined;

/** Chooses by parcel number, then by the unit in the address. Nothing is guessed. */
export function chooseParcel(
  found: readonly RegridParcel[],
  wanted: Wanted,
  searchedBy: 'apn' | 'address',
): Choice {
  const numbered = wanted.apn === null ? [] : found.filter((parcel) => hasNumber(parcel, wanted.apn ?? ''));
  const fitting =
    searchedBy === 'apn' || numbered.length > 0 ? numbered : found.filter((parcel) => isAt(parcel, wanted));
  const candidates = fitting.length > 1 ? byUnit(fitting, wanted) : fitting;
  const [parcel] = candidates;
  if (parcel === undefined) return undefined;
  if (candidates.length > 1) return { candidates };
  const ground = groundOf(parcel);
  const stacked = ground === null ? [] : found.filter((one) => one !== parcel && groundOf(one) === ground);
  const apnDiffers = wanted.apn !== null && parcel.apn !== undefined && !hasNumber(parcel, wanted.apn);
  return { chosen: { parcel, stacked, apnDiffers } };
}

/** A parcel number as counties compare them: without punctuation and case. */
export function apnKey(apn: string): string {
  return apn.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

function hasNumber({ apn, apnPlain }: RegridParcel, wanted: string): boolean {
  const key = apnKey(wanted);
  return key !== '' && [apn, apnPlain].some((own) => own !== undefined && apnKey(own) === key);
}

/** A search by address may give neighbours: the house number has to be the same, where both have one. */
function isAt({ address, headline }: RegridParcel, wanted: Wanted): boolean {
  const asked = houseNumber(wanted.address);
  const has = houseNumber(address ?? headline ?? null);
  return asked === undefined || has === undefined || asked === has;
}

function houseNumber(address: string | null): string | undefined {
  return /^\s*(\d+)/.exec(address ?? '')?.[1];
}

/** Of several, those of the unit that is asked for; of the ground itself where none is. */
function byUnit(parcels: readonly RegridParcel[], wanted: Wanted): readonly RegridParcel[] {
  const unit = unitOf(wanted.address);
  const fitting = parcels.filter((parcel) => unitOf(parcel.address ?? parcel.headline ?? null) === unit);
  return fitting.length > 0 ? fitting : parcels;
}

/** `4B` of "412 Walnut St Apt. 4b"; undefined where the address names no unit. */
export function unitOf(address: string | null): string | undefined {
  const found = /(?:\b(?:unit|apt|apartment|suite|ste|condo)\b[.\s#:]*|#\s*)([a-z0-9][a-z0-9-]*)/i.exec(
    address ?? '',
  );
  return found?.[1]
    ?.toUpperCase()
    .replaceAll('-', '')
    .replace(/^0+(?=.)/, '');
}

/** Stacked parcels share their geometry to the last digit. */
function groundOf({ geometry }: RegridParcel): string | null {
  return geometry === null ? null : JSON.stringify(geometry);
}
