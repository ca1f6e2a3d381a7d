import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Download, Home } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatDay, formatMoney } from '../../data/format.ts';
import { given } from '../../data/given.ts';
import { useMay } from '../../data/session.ts';
import { Button, DownloadButton, LinkButton } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { FilterText } from '../../ui/filter-text.tsx';
import { Page } from '../../ui/page.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { BackgroundList } from './background-list.tsx';
import { PropertyName } from './property-name.tsx';
import { Verdict } from './verdict.tsx';

const route = getRouteApi('/shell/properties');
const W = words.properties;
const LIMIT = 100;
const VERDICTS = ['APPROVED', 'CAUTION', 'REJECT', 'NONE'] as const;
const STATUSES = ['active', 'expired', 'sold', 'withdrawn'] as const;

/** Properties of all counties, as they came in, by what one looks for. */
export function PropertiesPage() {
  const { cursor, ...set } = route.useSearch();
  const filter = given(set);
  const navigate = useNavigate();
  const may = useMay('analyst');
  const query = useQuery({
    queryKey: ['properties', filter, cursor],
    queryFn: () => {
      const asked = { ...filter, limit: LIMIT, ...(cursor && { cursor }) };
      return answered(api.GET('/api/properties', { params: { query: asked } }));
    },
  });
  const changeSearch = useChangeSearch();
  const change = (part: Partial<Record<keyof typeof filter, string | undefined>>) =>
    changeSearch({ cursor: undefined, ...part });
  const clear = () => void navigate({ to: '.', search: {} });
  const filtered = Object.keys(filter).length > 0;
  const csv = new URLSearchParams({ ...filter, format: 'csv' });
  const background = async (check: boolean) => {
    const asked = { ...filter, ...(check && { check: 'true' as const }) };
    return answered(api.POST('/api/properties/background', { params: { query: asked } }));
  };
  return (
    <Page
      title={W.all}
      actions={
        <>
          <DownloadButton icon={Download} href={`/api/properties?${csv}`}>
            {W.csv}
          </DownloadButton>
          {may && <BackgroundList ask={background} />}
        </>
      }
      below={
        <div className="no-print grid grid-cols-2 items-end gap-2 sm:grid-cols-3 lg:grid-cols-6">
          <FilterText
            main
            label={W.findAddress}
            className="col-span-2"
            value={filter.address}
            onFilter={(address) => change({ address })}
          />
          <FilterText label={W.county} value={filter.county} onFilter={(county) => change({ county })} />
          <FilterText
            label={W.parcel}
            value={filter.parcel_id}
            onFilter={(parcel_id) => change({ parcel_id })}
          />
          <SelectInput
            label={W.verdict}
            value={filter.visual_validation_status ?? ''}
            onChange={({ currentTarget: { value } }) =>
              change({ visual_validation_status: value || undefined })
            }
            options={[
              { value: '', name: W.any },
              ...VERDICTS.map((value) => ({ value, name: W.verdicts[value] })),
            ]}
          />
          <SelectInput
            label={W.auctionStatus}
            value={filter.auction_status ?? ''}
            onChange={({ currentTarget: { value } }) => change({ auction_status: value || undefined })}
            options={[
              { value: '', name: W.any },
              ...STATUSES.map((value) => ({ value, name: W.auctionStatuses[value] })),
            ]}
          />
        </div>
      }
    >
      <Panel title={W.list} flush>
        <Loaded query={query} lines={12}>
          {({ properties, next_cursor }) =>
            properties.length === 0 ? (
              <Empty
                icon={Home}
                title={filtered ? W.filteredEmpty : W.none}
                action={
                  filtered ? (
                    <Button onClick={clear}>{words.actions.clearFilters}</Button>
                  ) : (
                    <LinkButton to="/documents">{words.documents.upload}</LinkButton>
                  )
                }
              >
                {filtered ? null : W.noneMore}
              </Empty>
            ) : (
              <>
                <PropertyTable properties={properties} />
                <CursorPager cursor={cursor} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function PropertyTable({ properties }: { readonly properties: readonly Api['Property'][] }) {
  return (
    <Table label={W.list}>
      <Head>
        <Th>{W.property}</Th>
        <Th>{W.county}</Th>
        <Th>{W.verdict}</Th>
        <Th className="max-md:hidden">{W.stage}</Th>
        <Th className="max-sm:hidden">{W.saleDate}</Th>
        <Th numeric className="max-sm:hidden">
          {W.due}
        </Th>
      </Head>
      <tbody>
        {properties.map((one) => (
          <Row key={one.id} data-row>
            <Td>
              <PropertyName property={one} />
            </Td>
            <Td>
              {one.county_name}, {one.state_code}
            </Td>
            <Td>
              <Verdict verdict={one.visual_validation_status} />
            </Td>
            <Td className="max-md:hidden">{W.stages[one.pipeline_stage] ?? one.pipeline_stage}</Td>
            <Td className="whitespace-nowrap max-sm:hidden">
              {one.sale_date === null ? '' : formatDay(`${one.sale_date}T12:00:00`)}
            </Td>
            <Td numeric className="max-sm:hidden">
              {one.total_due === null ? '' : formatMoney(one.total_due)}
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
