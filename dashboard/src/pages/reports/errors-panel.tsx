import { useChangeSearch } from '../../data/change-search.ts';
import { formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import type { ReportDetail } from './report-query.ts';

const said = words.reports;

/** Why lookups failed; choosing a reason narrows the sites below. */
export function ErrorsPanel({
  report: { by_error: errors },
  chosen,
}: {
  readonly report: ReportDetail;
  readonly chosen: string | undefined;
}) {
  const change = useChangeSearch();
  if (errors.length === 0) return null;
  return (
    <Panel title={said.byError} flush>
      <Table label={said.byErrorTable}>
        <Head>
          <Th>{said.error}</Th>
          <Th numeric>{said.sites}</Th>
        </Head>
        <tbody>
          {errors.map(({ error_code: code, sites }) => (
            <Row key={code} selected={code === chosen}>
              <Td>
                <button
                  type="button"
                  aria-pressed={code === chosen}
                  title={said.filterBy(code)}
                  className="min-h-6 font-mono hover:underline [overflow-wrap:anywhere]"
                  onClick={() => change({ error: code === chosen ? undefined : code, cursor: undefined })}
                >
                  {code}
                </button>
              </Td>
              <Td numeric>{formatNumber(sites)}</Td>
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
