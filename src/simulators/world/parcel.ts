import { createHash } from 'node:crypto';
import { type Random, seededRandom } from '../chassis/random.ts';
import { addressKey, apnKey, officialAddress } from './address.ts';
import { drawShape, type Shape, type ShapeKind } from './shape.ts';

/** Who holds a parcel; nobody real. */
export interface Owner {
  readonly first: string;
  readonly last: string;
  /** As it stands in a list: `ASHFORD ROBIN`, or the name of a company. */
  readonly name: string;
  readonly isCompany: boolean;
  /** Null: at the parcel itself. */
  readonly mailing: {
    readonly street: string;
    readonly city: string;
    readonly state: string;
    readonly zip: string;
  } | null;
}

/** What a parcel is used for, and how often one is met, of a hundred. */
interface Use {
  readonly code: string;
  readonly description: string;
  readonly zoning: string;
  readonly zoningType: string;
  readonly built: boolean;
  readonly share: number;
  /** Acres, least and most. */
  readonly acres: readonly [number, number];
}

/** One parcel of the simulated world, as it is: what each service shows of it, and how, is the service's own. */
export interface Parcel {
  /** Counts from 1; goes up with the order in the world. */
  readonly id: number;
  readonly uuid: string;
  /** As the county writes it. */
  readonly apn: string;
  readonly fips: string;
  /** Without "County". */
  readonly county: string;
  readonly state: string;
  /** `1745 T ST SE`; '' when it has none, as some lots. */
  readonly address: string;
  /** '' or `UNIT 2`. */
  readonly unit: string;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lon: number;
  readonly shape: Shape;
  readonly shapeKind: ShapeKind;
  /** The uuid that all parcels over one piece of ground share; null: it has its ground for itself. */
  readonly stack: string | null;
  readonly acres: number;
  readonly useCode: string;
  readonly useDescription: string;
  readonly zoning: string;
  readonly zoningType: string;
  /** Null where there is no building, or the county does not know. */
  readonly yearBuilt: number | null;
  readonly stories: number | null;
  readonly buildingSqft: number | null;
  readonly bedrooms: number | null;
  /** Whole dollars. */
  readonly landValue: number;
  readonly improvementValue: number;
  readonly salePrice: number | null;
  /** ISO date. */
  readonly saleDate: string | null;
  /** Dollars and cents. */
  readonly taxAmount: number;
  readonly owner: Owner;
}

/** What is known of a parcel before the rest is made up; every part but the place may be missing. */
export interface ParcelSeed {
  readonly apn?: string | undefined;
  readonly fips: string;
  readonly county: string;
  readonly state: string;
  readonly address: string;
  readonly unit?: string | undefined;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lon: number;
  readonly stack?: { readonly uuid: string; readonly shape: Shape; readonly kind: ShapeKind } | undefined;
  readonly shapeKind?: ShapeKind | undefined;
  readonly acres?: number | undefined;
  readonly useCode?: string | undefined;
  readonly useDescription?: string | undefined;
  readonly zoning?: string | undefined;
  readonly yearBuilt?: number | undefined;
  readonly buildingSqft?: number | undefined;
  readonly bedrooms?: number | undefined;
  readonly landValue?: number | undefined;
  readonly improvementValue?: number | undefined;
  readonly salePrice?: number | undefined;
  readonly saleDate?: string | undefined;
}

const USES: readonly Use[] = [
  use('100', 'Single Family Residential', 'R-1', 'Residential', true, 52, [0.11, 0.6]),
  use('101', 'Residential - Two Family', 'R-2', 'Residential', true, 6, [0.1, 0.3]),
  use('110', 'Mobile Home', 'R-A', 'Residential', true, 4, [0.3, 2]),
  use('400', 'Vacant Residential Land', 'R-1', 'Residential', false, 18, [0.05, 1.2]),
  use('500', 'Agricultural - Timber', 'A-1', 'Agriculture', false, 5, [5, 60]),
  use('300', 'Commercial Retail', 'B-2', 'Commercial', true, 6, [0.2, 2.5]),
  use('350', 'Warehouse', 'I-1', 'Industrial', true, 3, [0.5, 6]),
  use('620', 'Church', 'R-2', 'Special', true, 2, [0.4, 3]),
  use('690', 'Cemetery', 'P', 'Special', false, 1, [0.8, 8]),
  use('860', 'Utility Easement', 'P', 'Special', false, 1, [0.05, 0.8]),
  use('870', 'Water - Retention Pond', 'P', 'Special', false, 1, [0.3, 3]),
  use('890', 'Common Area', 'PUD', 'Planned', false, 1, [0.02, 0.5]),
];

function use(
  code: string,
  description: string,
  zoning: string,
  zoningType: string,
  built: boolean,
  share: number,
  acres: readonly [number, number],
): Use {
  return { code, description, zoning, zoningType, built, share, acres };
}

const FIRST =
  'Robin Alex Jordan Casey Morgan Avery Quinn Rowan Sage Emery Marion Leslie Devon Hollis Shannon'.split(' ');
const LAST =
  'Ashford Birchall Cedarholm Elmsworth Firbank Hazelton Juniperson Larchmont Maplewood Oakhurst Pinecroft Rowanby ' +
  'Sorrelton Willowby Yewdale Thornquist Brackenridge Fernhall';
const SURNAMES = LAST.split(' ');
const STREETS = ['PO Box 118', '400 Example Ave', '12 Sample St', 'PO Box 9042', '77 Placeholder Blvd'];
const SOLD_FROM = Date.UTC(1998, 0, 1);
const SOLD_DAYS = 9_500;
const DAY_MS = 86_400_000;

/** The parcel with all that a county knows of it. What is made up depends on the seed and on where it is alone. */
export function makeParcel(id: number, seed: number, given: ParcelSeed): Parcel {
  const key = `${given.fips}:${apnKey(given.apn ?? '')}:${addressKey(given.address)}:${given.unit ?? ''}`;
  const random = seededRandom(`${seed}:parcel:${key}`);
  const made = given.acres !== undefined || given.useDescription !== undefined ? undefined : drawUse(random);
  const usual = made ?? USES[0];
  const description = given.useDescription ?? usual?.description ?? '';
  const isBuilt = given.improvementValue === undefined ? usual?.built === true : given.improvementValue > 0;
  const kind = given.stack?.kind ?? given.shapeKind ?? drawKind(random);
  const acres = given.acres ?? drawAcres(kind, usual?.acres ?? [0.1, 1], random);
  const shape = given.stack?.shape ?? drawShape(kind, acres, given.lat, given.lon, random);
  const buildingSqft = given.buildingSqft ?? (isBuilt ? random.between(700, 3200) : null);
  const landValue = given.landValue ?? random.between(3, 90) * 1000;
  const improvementValue =
    given.improvementValue ?? (buildingSqft === null ? 0 : buildingSqft * random.between(40, 140));
  const sold = given.salePrice !== undefined || random.chance(0.8);
  const uuid = uuidOf(key);
  return {
    id,
    uuid,
    apn: given.apn ?? drawApn(random),
    fips: given.fips,
    county: given.county,
    state: given.state,
    address: officialAddress(given.address),
    unit: given.unit ?? '',
    city: given.city,
    zip: given.zip,
    lat: given.lat,
    lon: given.lon,
    shape,
    shapeKind: kind,
    stack: given.stack?.uuid ?? null,
    acres,
    useCode: given.useCode ?? (made === undefined ? '' : made.code),
    useDescription: description,
    zoning: given.zoning ?? usual?.zoning ?? '',
    zoningType: usual?.zoningType ?? '',
    yearBuilt: given.yearBuilt ?? (isBuilt && random.chance(0.9) ? random.between(1890, 2022) : null),
    stories: isBuilt && random.chance(0.7) ? random.between(1, 3) : null,
    buildingSqft,
    bedrooms: given.bedrooms ?? (isBuilt ? random.between(1, 5) : null),
    landValue,
    improvementValue,
    salePrice: given.salePrice ?? (sold ? random.between(5, 400) * 1000 : null),
    saleDate: given.saleDate ?? (sold ? drawDate(random) : null),
    taxAmount: Math.round((landValue + improvementValue) * (0.8 + random.next() * 1.4)) / 100,
    owner: drawOwner(random, given),
  };
}

function drawUse(random: Random): Use | undefined {
  let left = random.below(100);
  for (const one of USES) {
    left -= one.share;
    if (left < 0) return one;
  }
  return USES[0];
}

function drawKind(random: Random): ShapeKind {
  const draw = random.below(100);
  if (draw < 3) return 'sliver';
  if (draw < 12) return 'ell';
  return draw < 14 ? 'split' : 'rectangle';
}

function drawAcres(kind: ShapeKind, [least, most]: readonly [number, number], random: Random): number {
  const acres = kind === 'sliver' ? 0.01 + random.next() * 0.02 : least + (most - least) * random.next() ** 2;
  return Math.round(acres * 1e4) / 1e4;
}

/** Counties write them each in their way; some begin with a zero, which is part of the number. */
function drawApn(random: Random): string {
  const digits = (count: number) => String(random.below(10 ** count)).padStart(count, '0');
  return `${random.chance(0.3) ? '0' : ''}${digits(2)}-${digits(4)}-${digits(2)}-${digits(3)}`;
}

function drawDate(random: Random): string {
  return new Date(SOLD_FROM + random.below(SOLD_DAYS) * DAY_MS).toISOString().slice(0, 10);
}

function drawOwner(random: Random, given: ParcelSeed): Owner {
  const [first, last] = [random.pick(FIRST), random.pick(SURNAMES)];
  const isCompany = random.chance(0.15);
  const isAway = random.chance(0.35);
  return {
    first: isCompany ? '' : first,
    last: isCompany ? '' : last,
    name: isCompany ? `${last} HOLDINGS LLC`.toUpperCase() : `${last} ${first}`.toUpperCase(),
    isCompany,
    mailing: isAway
      ? { street: random.pick(STREETS), city: given.city, state: given.state, zip: given.zip }
      : null,
  };
}

/** A name-based UUID, the same for the same parcel whatever the seed. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
