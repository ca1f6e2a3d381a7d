import type { DoNotMailLine } from '../../property/leads/do-not-mail.ts';
import type { Lead } from '../../property/leads/lead.ts';
import type { LeadBody } from './wire.ts';

const numberOf = (digits: string | null) => (digits === null ? null : Number(digits));

export function toLeadBody(lead: Lead): LeadBody {
  return {
    id: lead.id,
    radar_id: lead.radarId,
    property_type: lead.propertyType,
    address: lead.address,
    city: lead.city,
    state: lead.state,
    zip: lead.zip,
    county: lead.county,
    fips: lead.fips,
    apn: lead.apn,
    latitude: numberOf(lead.latitude),
    longitude: numberOf(lead.longitude),
    owner_name: lead.ownerName,
    ownership_type: lead.ownershipType,
    owners: lead.owners.map(({ role, firstName, lastName, fullName }) => ({
      role,
      first_name: firstName,
      last_name: lastName,
      full_name: fullName,
    })),
    same_mailing: lead.sameMailing,
    mail_vacant: lead.mailVacant,
    mail_address: lead.mailAddress,
    mail_city: lead.mailCity,
    mail_state: lead.mailState,
    mail_zip: lead.mailZip,
    phone: lead.phone,
    email: lead.email,
    estimated_value: numberOf(lead.estimatedValue),
    available_equity: numberOf(lead.availableEquity),
    equity_percent: numberOf(lead.equityPercent),
    loan_balance: numberOf(lead.loanBalance),
    loans: numberOf(lead.loans),
    in_foreclosure: lead.inForeclosure,
    in_tax_delinquency: lead.inTaxDelinquency,
    delinquent_amount: numberOf(lead.delinquentAmount),
    last_transfer_date: lead.lastTransferDate,
    do_not_mail: lead.doNotMail,
    created_at: lead.createdAt.toISOString(),
    updated_at: lead.updatedAt.toISOString(),
    imported_at: lead.importedAt.toISOString(),
  };
}

export function toLineBody({ radarId, createdBy, createdAt, number: _, ...line }: DoNotMailLine) {
  return { ...line, radar_id: radarId, created_by: createdBy, created_at: createdAt.toISOString() };
}
