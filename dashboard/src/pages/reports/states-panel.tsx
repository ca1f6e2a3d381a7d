import { US_STATES } from '../../../../src/base/us-states.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import type { ReportDetail } from './report-query.ts';

const said = words.reports;

/** What each state amounts to; choosing one narrows the sites below. */
export function StatesPanel({
  report: { by_state: states, left_out: leftOut },
  chosen,
}: {
  readonly report: ReportDetail;
  readonly chosen: string | undefined;
}) {
  const change = useChangeSearch();
  if (states.length === 0) return null;
  return (
    <Panel
      title={said.byState}
      flush
      {...(leftOut.by_state > 0 ? { note: said.leftOut(formatNumber(leftOut.by_state)) } : {})}
    >
      <div className="max-h-80 overflow-y-auto">
        <Table label={said.byStateTable} rows={states.length}>
          <Head>
            <Th>{said.state}</Th>
            <Th numeric>{said.sites}</Th>
            <Th numeric>{said.eligible}</Th>
            <Th numeric className="max-sm:hidden">
              {said.failed}
            </Th>
            <Th numeric>{said.siteValue}</Th>
          </Head>
          <tbody>
            {states.map((one) => {
              const code = one.state_or_province_code;
              const name = code === null ? said.unknown : (US_STATES[code] ?? code);
              return (
                <Row key={code ?? ''} selected={code !== null && code === chosen}>
                  <Td>
                    {code === null ? (
                      <span className="text-muted">{name}</span>
                    ) : (
                      <button
                        type="button"
                        aria-pressed={code === chosen}
                        title={said.filterBy(name)}
                        className="min-h-6 hover:underline"
                        onClick={() =>
                          change({ state: code === chosen ? undefined : code, cursor: undefined })
                        }
                      >
                        {name}
                      </button>
                    )}
                  </Td>
                  <Td numeric>{formatNumber(one.sites)}</Td>
                  <Td numeric>{formatNumber(one.eligible_sites)}</Td>
                  <Td numeric className="max-sm:hidden">
                    {formatNumber(one.failed_sites)}
                  </Td>
                  <Td numeric>{formatMoney(one.total_incentive_value)}</Td>
                </Row>
              );
            })}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}
