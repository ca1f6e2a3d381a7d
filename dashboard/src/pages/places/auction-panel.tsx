import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Api, answered, api } from '../../data/api.ts';
import { formatDay, formatMoney } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const W = words.properties;
const STATUSES = ['active', 'expired', 'sold', 'withdrawn'] as const;
type Property = Api['PropertyWithFindings'];

/** When and how it is sold, what is due on it, and where that is written. */
export function AuctionPanel({ property }: { readonly property: Property }) {
  const may = useMay('analyst');
  const change = useMutation({
    mutationFn: (auction_status: Property['auction_status']) =>
      answered(
        api.PATCH('/api/properties/{id}', {
          params: { path: { id: property.id } },
          body: { auction_status },
        }),
      ),
    onSuccess: (_, status) => {
      tell({ title: W.changed(W.auctionStatuses[status]) });
      void queryClient.invalidateQueries({ queryKey: ['property', property.id] });
    },
    onError: tellError,
  });
  const status = may ? (
    <SelectInput
      label={W.auctionStatus}
      hiddenLabel
      className="max-w-40"
      value={property.auction_status}
      disabled={change.isPending}
      onChange={({ currentTarget: { value } }) => {
        const chosen = STATUSES.find((one) => one === value);
        if (chosen !== undefined) change.mutate(chosen);
      }}
      options={STATUSES.map((value) => ({ value, name: W.auctionStatuses[value] }))}
    />
  ) : (
    W.auctionStatuses[property.auction_status]
  );
  return (
    <Panel title={W.auction}>
      <Facts
        facts={[
          [W.auctionStatus, status],
          [W.saleType, property.sale_type && W.saleTypes[property.sale_type]],
          [W.saleDate, property.sale_date && formatDay(`${property.sale_date}T12:00:00`)],
          [W.due, property.total_due === null ? null : formatMoney(property.total_due)],
          [W.tax, property.tax_amount === null ? null : formatMoney(property.tax_amount)],
          [W.taxYear, property.tax_year],
          [W.owner, property.owner_name],
          [W.where, [property.city, property.state_code, property.postal_code].filter(Boolean).join(' ')],
          [
            words.documents.document,
            property.document_id && (
              <Link to="/documents" search={{ document: property.document_id }} className="link">
                {property.import_file ?? words.documents.document}
              </Link>
            ),
          ],
        ]}
      />
    </Panel>
  );
}
