import { Link } from '@tanstack/react-router';
import { MailX } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatMoney } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';

const W = words.leads;

/** Leads, a row each. */
export function LeadTable({
  leads,
  label,
}: {
  readonly leads: readonly Api['Lead'][];
  readonly label: string;
}) {
  return (
    <Table label={label}>
      <Head>
        <Th>{W.property}</Th>
        <Th>{W.ownerName}</Th>
        <Th className="max-md:hidden">{W.type}</Th>
        <Th numeric className="max-sm:hidden">
          {W.value}
        </Th>
        <Th numeric>{W.equity}</Th>
        <Th className="max-md:hidden">{W.signs}</Th>
      </Head>
      <tbody>
        {leads.map((lead) => (
          <Row key={lead.id} data-row>
            <Td>
              <Link to="/leads/$leadId" params={{ leadId: lead.id }} className="link">
                {lead.address ?? lead.apn ?? lead.radar_id}
              </Link>
              <span className="block text-xs text-muted">
                {[lead.city, lead.state, lead.zip].filter(Boolean).join(' ')}
              </span>
            </Td>
            <Td>{lead.owner_name}</Td>
            <Td className="max-md:hidden">{lead.property_type}</Td>
            <Td numeric className="max-sm:hidden">
              {lead.estimated_value === null ? '' : formatMoney(lead.estimated_value)}
            </Td>
            <Td numeric>{lead.equity_percent === null ? '' : `${Math.round(lead.equity_percent)}%`}</Td>
            <Td className="max-md:hidden">
              <span className="flex flex-wrap gap-1">
                {lead.in_foreclosure && <Badge tone="warn">{W.filters.in_foreclosure}</Badge>}
                {lead.in_tax_delinquency && <Badge tone="warn">{W.filters.in_tax_delinquency}</Badge>}
                {lead.same_mailing === false && <Badge>{W.absentee}</Badge>}
                {lead.do_not_mail && <Badge icon={MailX}>{W.doNotMail}</Badge>}
              </span>
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
