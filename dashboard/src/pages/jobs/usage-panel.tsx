import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';

const LIVE_MS = 15_000;
const dollars = (text: string | null): string =>
  text === null ? words.job.costUnknown : formatMoney(Number(text));

/** What language models used for a job, and what it cost; nothing where none worked on it. */
export function UsagePanel({ jobId }: { readonly jobId: string }) {
  const { data } = useQuery({
    queryKey: ['job-usage', jobId],
    placeholderData: () => undefined,
    refetchInterval: ({ state }) => ((state.data?.models.length ?? 0) > 0 ? LIVE_MS : false),
    queryFn: () => answered(api.GET('/api/jobs/{id}/usage', { params: { path: { id: jobId } } })),
  });
  if (data === undefined || data.models.length === 0) return null;
  return (
    <Panel title={words.job.usage} note={`${words.job.usageCost}: ${dollars(data.cost)}`} flush>
      <Table label={words.job.usage}>
        <Head>
          <Th>{words.job.model}</Th>
          <Th numeric>{words.job.items}</Th>
          <Th numeric className="max-sm:hidden">
            {words.job.requests}
          </Th>
          <Th numeric>{words.job.tokensIn}</Th>
          <Th numeric>{words.job.tokensOut}</Th>
          <Th numeric className="max-sm:hidden">
            {words.job.searches}
          </Th>
          <Th numeric>{words.job.cost}</Th>
        </Head>
        <tbody>
          {data.models.map((model) => (
            <Row key={model.model}>
              <Td>{model.model}</Td>
              <Td numeric>{formatNumber(model.items)}</Td>
              <Td numeric className="max-sm:hidden">
                {formatNumber(model.requests)}
              </Td>
              <Td numeric>{formatNumber(model.input_tokens)}</Td>
              <Td numeric>{formatNumber(model.output_tokens)}</Td>
              <Td numeric className="max-sm:hidden">
                {formatNumber(model.web_searches)}
              </Td>
              <Td numeric>{dollars(model.cost)}</Td>
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
