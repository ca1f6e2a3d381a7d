import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { ReconcileDialog } from './reconcile-dialog.tsx';

const SHOWN_IDS = 6;

/** Purchases whose answers never came: only a person can learn what became of them. Nothing where there are none. */
export function PurchasesPanel({ job }: { readonly job: Api['Job'] }) {
  const [open, setOpen] = useState(false);
  const may = useMay('analyst');
  const { data } = useQuery({
    queryKey: ['unknown-purchases', job.id, job.counts.failed, job.status],
    queryFn: () =>
      answered(api.GET('/api/batch-jobs/{id}/unknown-purchases', { params: { path: { id: job.id } } })),
  });
  const purchases = data?.data ?? [];
  if (purchases.length === 0) return null;
  return (
    <Panel
      title={words.job.purchases}
      flush
      actions={
        may && (
          <Button size="sm" icon={TriangleAlert} onClick={() => setOpen(true)}>
            {words.job.reconcile}
          </Button>
        )
      }
    >
      <p className="px-4 py-2.5 text-muted">{words.job.purchasesMore}</p>
      <Table label={words.job.purchases}>
        <Head>
          <Th>{words.job.purchaseSent}</Th>
          <Th numeric>{words.job.purchaseItems}</Th>
          <Th>{words.job.purchaseIds}</Th>
        </Head>
        <tbody>
          {purchases.map(({ sent_at: at, items, radar_ids: ids, seqs }) => (
            <Row key={`${at} ${seqs[0] ?? 0}`}>
              <Td>
                <Time at={at} />
              </Td>
              <Td numeric>{formatNumber(items)}</Td>
              <Td className="[overflow-wrap:anywhere]">
                {ids === null
                  ? words.job.purchasePage
                  : ids.slice(0, SHOWN_IDS).join(', ') + (ids.length > SHOWN_IDS ? ' …' : '')}
              </Td>
            </Row>
          ))}
        </tbody>
      </Table>
      {open && <ReconcileDialog job={job} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
