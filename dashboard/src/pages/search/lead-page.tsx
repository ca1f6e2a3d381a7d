import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { MailX } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatDay, formatMoney } from '../../data/format.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';

const route = getRouteApi('/shell/leads/$leadId');
const W = words.leads;

/** One lead: the property, its owners, what it is worth, and all that the vendor ever said of it. */
export function LeadPage() {
  const { leadId } = route.useParams();
  const query = useQuery({
    queryKey: ['lead', leadId],
    queryFn: () => answered(api.GET('/api/leads/{id}', { params: { path: { id: leadId } } })),
  });
  const lead = query.data;
  return (
    <Page
      title={lead?.address ?? lead?.apn ?? lead?.radar_id ?? W.lead}
      above={<BackLink to="/leads">{words.nav.leads}</BackLink>}
      badge={
        lead?.do_not_mail && (
          <Badge tone="warn" icon={MailX}>
            {W.doNotMail}
          </Badge>
        )
      }
    >
      <Loaded query={query} lines={12}>
        {(one) => (
          <>
            <Panel title={W.worth}>
              <Stats>
                <Stat label={W.value} value={money(one.estimated_value)} />
                <Stat label={W.availableEquity} value={money(one.available_equity)} />
                <Stat
                  label={W.equity}
                  value={one.equity_percent === null ? W.unknown : `${one.equity_percent}%`}
                />
                <Stat label={W.owed} value={money(one.loan_balance)} />
              </Stats>
            </Panel>
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <Panel title={W.property}>
                <Facts facts={propertyFacts(one)} />
              </Panel>
              <Panel title={W.owners}>
                <Facts facts={ownerFacts(one)} />
              </Panel>
            </div>
            <Record record={one.record} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const money = (value: number | null) => (value === null ? W.unknown : formatMoney(value));
const said = (value: boolean | null) => (value === null ? null : value ? W.yes : W.no);

const propertyFacts = (lead: Api['LeadWithRecord']) =>
  [
    [W.address, [lead.address, lead.city, lead.state, lead.zip].filter(Boolean).join(', ')],
    [
      W.filters.county,
      lead.fips && (
        <Link to="/counties/$countyId" params={{ countyId: lead.fips }} className="link">
          {lead.county ?? lead.fips}
        </Link>
      ),
    ],
    [W.apn, lead.apn],
    [W.type, lead.property_type],
    [W.filters.in_foreclosure, said(lead.in_foreclosure)],
    [W.filters.in_tax_delinquency, said(lead.in_tax_delinquency)],
    [W.delinquent, lead.delinquent_amount === null ? null : formatMoney(lead.delinquent_amount)],
    [W.transfer, lead.last_transfer_date && formatDay(`${lead.last_transfer_date}T12:00:00`)],
    [
      W.radarId,
      <code key="radar" className="font-mono">
        {lead.radar_id}
      </code>,
    ],
    [W.imported, <Time key="imported" at={lead.imported_at} />],
  ] as const;

const ownerFacts = (lead: Api['LeadWithRecord']) =>
  [
    [W.owners, lead.owners.map(({ full_name }) => full_name).join(', ')],
    [W.ownership, lead.ownership_type],
    [W.mail, [lead.mail_address, lead.mail_city, lead.mail_state, lead.mail_zip].filter(Boolean).join(', ')],
    [W.filters.same_mailing, said(lead.same_mailing)],
    [W.mailVacant, said(lead.mail_vacant)],
    [W.phone, lead.phone],
    [W.email, lead.email],
    [
      W.jobs,
      lead.jobs.length === 0
        ? null
        : lead.jobs.map((jobId, at) => (
            <Link key={jobId} to="/jobs/$jobId/overview" params={{ jobId }} className="link mr-2">
              {lead.jobs.length === 1 ? W.theJob : W.job(at + 1)}
            </Link>
          )),
    ],
  ] as const;

/** The vendor's own words, unchanged; what it left empty is not shown. */
function Record({ record }: { readonly record: Readonly<Record<string, unknown>> }) {
  const fields = Object.entries(record).filter(([, value]) => value !== null && value !== '');
  return (
    <Panel title={W.record} note={W.recordNote}>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3 border-b border-line py-1">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 text-right [overflow-wrap:anywhere]">
              {typeof value === 'object' ? JSON.stringify(value) : String(value)}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
