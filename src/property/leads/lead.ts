/** Somebody who owns the property of a lead, as its record names them. */
export interface LeadOwner {
  readonly role: 'PRIMARY' | 'SPOUSE';
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly fullName: string;
}

/** A lead as it is stored. Amounts and coordinates are text, so that they keep their digits. */
export interface Lead {
  readonly id: string;
  /** The key of lists; bigint as text. */
  readonly number: string;
  readonly radarId: string;
  readonly propertyType: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  /** Five digits. */
  readonly zip: string | null;
  readonly county: string | null;
  readonly fips: string | null;
  readonly apn: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly ownerName: string | null;
  readonly ownershipType: string | null;
  readonly owners: readonly LeadOwner[];
  /** Null where the vendor does not say. */
  readonly sameMailing: boolean | null;
  readonly mailVacant: boolean | null;
  /** Where the owner's mail goes; null where that is not known. */
  readonly mailAddress: string | null;
  readonly mailCity: string | null;
  readonly mailState: string | null;
  readonly mailZip: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly estimatedValue: string | null;
  readonly availableEquity: string | null;
  readonly equityPercent: string | null;
  readonly loanBalance: string | null;
  readonly loans: string | null;
  readonly inForeclosure: boolean | null;
  readonly inTaxDelinquency: boolean | null;
  readonly delinquentAmount: string | null;
  /** ISO. */
  readonly lastTransferDate: string | null;
  /** It, or an address of it, stands on the do-not-mail list. */
  readonly doNotMail: boolean;
  readonly createdAt: Date;
  /** When something of it changed last. */
  readonly updatedAt: Date;
  /** When an import confirmed it last. */
  readonly importedAt: Date;
}

/** True when a line of the do-not-mail list stands for the lead `l`, by any key of it. */
export const WANTS_NO_MAIL = `exists (select from lotline.do_not_mail d
  where d.org_id = l.org_id and d.mail_key = any (l.mail_keys))`;

/** Everything of {@link Lead}, of `lotline.leads l`. */
export const LEAD_COLUMNS = `l.id, l.number, l.radar_id as "radarId", l.property_type as "propertyType", l.address, l.city,
  l.state, l.zip, l.county, l.fips, l.apn, trim_scale(l.latitude) as latitude, trim_scale(l.longitude) as longitude,
  l.owner_name as "ownerName", l.ownership_type as "ownershipType",
  coalesce((select json_agg(json_build_object('role', o.role, 'firstName', o.first_name, 'lastName', o.last_name,
    'fullName', o.full_name) order by o.role) from lotline.lead_owners o where o.lead_number = l.number), '[]') as owners,
  l.same_mailing as "sameMailing", l.mail_vacant as "mailVacant", l.mail_address as "mailAddress",
  l.mail_city as "mailCity", l.mail_state as "mailState", l.mail_zip as "mailZip", l.phone, l.email,
  trim_scale(l.estimated_value) as "estimatedValue", trim_scale(l.available_equity) as "availableEquity",
  trim_scale(l.equity_percent) as "equityPercent", trim_scale(l.loan_balance) as "loanBalance",
  trim_scale(l.loans) as loans, l.in_foreclosure as "inForeclosure", l.in_tax_delinquency as "inTaxDelinquency",
  trim_scale(l.delinquent_amount) as "delinquentAmount", l.last_transfer_date::text as "lastTransferDate",
  ${WANTS_NO_MAIL} as "doNotMail", l.created_at as "createdAt", l.updated_at as "updatedAt",
  l.imported_at as "importedAt"`;
