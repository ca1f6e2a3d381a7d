import { formatMoney } from '../../data/format.ts';
import { Table } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { asFinding, bidLines, type Finding, numberOf, spoken, textsOf } from './finding.ts';
import { FindingPanel } from './finding-panel.tsx';

const W = words.properties;

/** The most to bid, and the sum that leads to it, line by line. */
export function BidPanel({ bid, due }: { readonly bid: Finding; readonly due: number | null }) {
  const most = numberOf(bid, 'max_bid');
  const value = numberOf(bid, 'property_value');
  const lines = bidLines(bid);
  const detail = asFinding(bid.finding);
  const assumed = textsOf(detail, 'assumptions');
  return (
    <FindingPanel title={W.bid} finding={bid} empty={W.noBid}>
      <p>
        <span className="text-xl font-semibold tabular">{most === null ? '' : formatMoney(most)}</span>{' '}
        <span className="text-muted">
          {value !== null && W.ofValue(formatMoney(value))}
          {due !== null && ` · ${W.dueOnIt(formatMoney(due))}`}
        </span>
      </p>
      {lines.length > 0 && (
        <Table label={W.bidLines}>
          <thead className="sr-only">
            <tr>
              <th scope="col">{W.line}</th>
              <th scope="col">{W.amount}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name, how, amount }) => (
              <tr key={name} className="border-b border-line">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  {spoken(name)}
                  {how !== '' && <span className="block text-xs text-muted">{how}</span>}
                </th>
                <td className="py-1.5 text-right whitespace-nowrap tabular">{formatMoney(amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="py-1.5 text-left font-semibold">
                {W.bid}
              </th>
              <td className="py-1.5 text-right font-semibold whitespace-nowrap tabular">
                {most === null ? '' : formatMoney(most)}
              </td>
            </tr>
          </tfoot>
        </Table>
      )}
      {assumed.length > 0 && (
        <ul aria-label={W.assumptions} className="list-disc pl-5 text-sm text-muted">
          {assumed.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </FindingPanel>
  );
}
