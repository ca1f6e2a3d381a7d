import type { Api } from '../../data/api.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { PropertyName } from './property-name.tsx';
import { SandboxMark, Verdict } from './verdict.tsx';

const W = words.properties;

/** What was found out of properties, a row each. */
export function ResultsTable({ results }: { readonly results: readonly Api['PropertyResult'][] }) {
  return (
    <Table label={W.results}>
      <Head>
        <Th>{W.property}</Th>
        <Th>{W.verdict}</Th>
        <Th className="max-md:hidden">{W.landUse}</Th>
        <Th numeric className="max-md:hidden">
          {W.acres}
        </Th>
        <Th className="max-sm:hidden">{W.flood}</Th>
        <Th numeric className="max-sm:hidden">
          {W.due}
        </Th>
        <Th numeric>{W.bid}</Th>
      </Head>
      <tbody>
        {results.map((one) => (
          <Row key={one.id} data-row>
            <Td>
              <PropertyName property={one} />
            </Td>
            <Td>
              <span className="flex flex-wrap gap-1">
                <Verdict verdict={one.verdict} />
                <SandboxMark provenance={one.provenance} />
              </span>
            </Td>
            <Td className="max-md:hidden">{one.land_use ?? <Unknown />}</Td>
            <Td numeric className="max-md:hidden">
              {one.lot_size_acres === null ? <Unknown /> : formatNumber(one.lot_size_acres)}
            </Td>
            <Td className="max-sm:hidden">{one.flood_zone ?? <Unknown />}</Td>
            <Td numeric className="max-sm:hidden">
              {money(one.total_due)}
            </Td>
            <Td numeric className="font-medium">
              {money(one.max_bid)}
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const money = (value: number | null) => (value === null ? <Unknown /> : formatMoney(value));

/** Nobody has found out yet. */
function Unknown() {
  return (
    <>
      <span aria-hidden className="text-faint">
        –
      </span>
      <span className="sr-only">{W.unknown}</span>
    </>
  );
}
