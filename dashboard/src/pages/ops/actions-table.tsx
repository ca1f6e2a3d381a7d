import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { actorName, formatNumber } from '../../data/format.ts';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { ActionBadge, ActionBar } from './action-bits.tsx';
import { actionPercent } from './figures.ts';

const said = words.bulk;

/** Actions, the newest first, with how far each is. */
export function ActionsTable({ actions }: { readonly actions: readonly Api['Action'][] }) {
  return (
    <Table label={said.title} rows={actions.length}>
      <Head>
        <Th>{said.action}</Th>
        <Th>{said.state}</Th>
        <Th className="max-sm:hidden">{said.progress}</Th>
        <Th className="max-md:hidden">{said.by}</Th>
        <Th className="max-sm:hidden">{said.made}</Th>
      </Head>
      <tbody>
        {actions.map((action) => (
          <Row key={action.id} data-row>
            <Td className="min-w-48">
              <Link
                to="/ops/actions/$actionId"
                params={{ actionId: action.id }}
                className="font-medium hover:underline"
              >
                {said.names[action.action]}
              </Link>
              <span className="block text-muted [overflow-wrap:anywhere]">{action.filter}</span>
            </Td>
            <Td>
              <ActionBadge status={action.status} />
            </Td>
            <Td className="min-w-40 max-sm:hidden">
              <ActionBar action={action} />
              <span className="text-xs text-muted tabular">
                {actionPercent(action)}%, {said.doneOf(formatNumber(action.done), formatNumber(action.total))}
              </span>
            </Td>
            <Td className="text-muted max-md:hidden">
              {action.createdBy !== null && actorName(action.createdBy)}
            </Td>
            <Td className="text-muted max-sm:hidden">
              <Ago at={action.createdAt} />
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
