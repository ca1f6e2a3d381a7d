import type { Lead } from './lead.ts';

type Cell = readonly [header: string, cell: (lead: Lead) => string | number | null];

const primary = ({ owners }: Lead) => owners.find(({ role }) => role === 'PRIMARY');
const spouse = ({ owners }: Lead) => owners.find(({ role }) => role === 'SPOUSE');
const plainApn = (apn: string | null) => apn?.replaceAll(/[^\p{L}\p{N}]/gu, '') ?? null;

/** What PropertyRadar's own import takes, by its names. */
const PROPERTYRADAR: readonly Cell[] = [
  ['FirstName', (lead) => primary(lead)?.firstName ?? null],
  ['LastName', (lead) => primary(lead)?.lastName ?? null],
  ['FullName', (lead) => primary(lead)?.fullName ?? lead.ownerName],
  ['Email', (lead) => lead.email],
  ['Phone', (lead) => lead.phone],
  ['Address', (lead) => lead.address],
  ['City', (lead) => lead.city],
  ['State', (lead) => lead.state],
  ['ZipFive', (lead) => lead.zip],
  ['County', (lead) => lead.county],
  ['APN', (lead) => lead.apn],
];

const OWNERS: readonly Cell[] = [
  ['OwnerName1', (lead) => primary(lead)?.fullName ?? lead.ownerName],
  ['OwnerName2', (lead) => spouse(lead)?.fullName ?? null],
];
const MAIL: readonly Cell[] = [
  ['MailAddress', (lead) => lead.mailAddress],
  ['MailCity', (lead) => lead.mailCity],
  ['MailState', (lead) => lead.mailState],
  ['MailZip', (lead) => lead.mailZip],
];

/** As list vendors write: where the property is and where its mail goes, beside each other. */
const SITE_AND_MAIL: readonly Cell[] = [
  ...OWNERS,
  ['SiteAddress', (lead) => lead.address],
  ['SiteCity', (lead) => lead.city],
  ['SiteState', (lead) => lead.state],
  ['SiteZip', (lead) => lead.zip],
  ...MAIL,
  ['FIPSCode', (lead) => lead.fips],
  ['FormattedAPN', (lead) => lead.apn],
  ['UnformattedAPN', (lead) => plainApn(lead.apn)],
];

const FULL: readonly Cell[] = [
  ['RadarID', (lead) => lead.radarId],
  ...PROPERTYRADAR,
  ...OWNERS,
  ...MAIL,
  ['FIPSCode', (lead) => lead.fips],
  ['UnformattedAPN', (lead) => plainApn(lead.apn)],
  ['PType', (lead) => lead.propertyType],
  ['AVM', (lead) => lead.estimatedValue],
  ['AvailableEquity', (lead) => lead.availableEquity],
  ['EquityPercent', (lead) => lead.equityPercent],
  ['UpdatedAt', (lead) => lead.updatedAt.toISOString()],
];

/** As mail houses take it: to whom, and where. The reference that they hand back is the RadarID. */
const MAILING: readonly Cell[] = [
  ['address', (lead) => lead.mailAddress],
  ['city', (lead) => lead.mailCity],
  ['state', (lead) => lead.mailState],
  ['zip', (lead) => lead.mailZip],
  ['loan_id', (lead) => lead.radarId],
  ['first_name', (lead) => primary(lead)?.firstName ?? null],
  ['last_name', (lead) => primary(lead)?.lastName ?? lead.ownerName],
];

export const LAYOUT_NAMES = ['full', 'propertyradar', 'site_and_mail', 'mailing'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** The columns of a CSV file of leads. */
export interface Layout {
  readonly header: readonly string[];
  /** Only leads of which it is known where mail goes. */
  readonly mailed: boolean;
  cells(lead: Lead): (string | number | null)[];
}

const COLUMNS: Readonly<Record<LayoutName, readonly Cell[]>> = {
  full: FULL,
  propertyradar: PROPERTYRADAR,
  site_and_mail: SITE_AND_MAIL,
  mailing: MAILING,
};

export function layoutOf(name: LayoutName = 'full'): Layout {
  const columns = COLUMNS[name];
  return {
    header: columns.map(([header]) => header),
    mailed: name === 'mailing',
    cells: (lead) => columns.map(([, cell]) => cell(lead)),
  };
}
