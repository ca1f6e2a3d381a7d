import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../data/api.ts';
import { answered, api } from '../../data/api.ts';
import { formatDay, formatMoney, formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';

const W = words.counties;
const SHOWN = 20;
const dayOf = (date: string | null) => (date === null ? '' : formatDay(`${date}T12:00:00`));

/** The sales of a county, the next one first. */
export function CountySales({ county }: { readonly county: Api['CountyFacts'] }) {
  const query = useQuery({
    queryKey: ['county', county.id, 'sales'],
    queryFn: () => {
      const from = new Date().toISOString().slice(0, 10);
      const sales = { county: county.fips_code, from, limit: SHOWN };
      return answered(api.GET('/api/upcoming-sales', { params: { query: sales } }));
    },
  });
  return (
    <Panel title={W.sales} flush>
      <Loaded query={query} lines={2}>
        {({ upcoming_sales: sales }) =>
          sales.length === 0 ? (
            <Empty title={W.noSales}>{W.noSalesMore}</Empty>
          ) : (
            <Table label={W.sales}>
              <Head>
                <Th>{W.day}</Th>
                <Th>{W.saleType}</Th>
                <Th>{W.saleStatus}</Th>
                <Th className="max-sm:hidden">{W.deadline}</Th>
                <Th numeric className="max-sm:hidden">
                  {W.deposit}
                </Th>
                <Th numeric className="max-md:hidden">
                  {W.properties}
                </Th>
                <Th className="max-md:hidden">{W.platform}</Th>
              </Head>
              <tbody>
                {sales.map((sale) => (
                  <Row key={sale.id}>
                    <Td className="font-medium">{dayOf(sale.sale_date)}</Td>
                    <Td>{words.properties.saleTypes[sale.sale_type]}</Td>
                    <Td>{W.saleStatuses[sale.status]}</Td>
                    <Td className="max-sm:hidden">{dayOf(sale.registration_deadline)}</Td>
                    <Td numeric className="max-sm:hidden">
                      {sale.deposit_required === null ? '' : formatMoney(sale.deposit_required)}
                    </Td>
                    <Td numeric className="max-md:hidden">
                      {sale.property_count === null ? '' : formatNumber(sale.property_count)}
                    </Td>
                    <Td className="max-md:hidden">{sale.platform}</Td>
                  </Row>
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
    </Panel>
  );
}
