import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button, DownloadButton } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const W = words.leads;
const KEY = ['leads', 'do-not-mail'];
const LIMIT = 100;

function changed(): void {
  void queryClient.invalidateQueries({ queryKey: ['leads'] });
}

/** Who wants no mail: in no file of leads. */
export function DoNotMail() {
  const may = useMay('analyst');
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => answered(api.GET('/api/leads/do-not-mail', { params: { query: { limit: LIMIT } } })),
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/leads/do-not-mail/{id}', { params: { path: { id } } })),
    onSuccess: changed,
    onError: tellError,
  });
  return (
    <Panel
      title={W.doNotMail}
      note={W.doNotMailMore}
      flush
      actions={
        <DownloadButton size="sm" icon={Download} href="/api/leads/do-not-mail?format=csv">
          {W.csv}
        </DownloadButton>
      }
    >
      {may && <AddLine />}
      <Loaded query={query} lines={3}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty title={W.nobodyUnwanted} />
          ) : (
            <Table label={W.doNotMail}>
              <Head>
                <Th>{W.property}</Th>
                <Th>{W.reason}</Th>
                <Th className="max-sm:hidden">{W.added}</Th>
                {may && (
                  <Th>
                    <span className="sr-only">{W.remove}</span>
                  </Th>
                )}
              </Head>
              <tbody>
                {lines.map((line) => (
                  <Row key={line.id}>
                    <Td>
                      {line.radar_id ??
                        [line.address, line.city, line.state, line.zip].filter(Boolean).join(', ')}
                    </Td>
                    <Td>{line.reason}</Td>
                    <Td className="max-sm:hidden">
                      <Time at={line.created_at} />
                    </Td>
                    {may && (
                      <Td className="text-right">
                        <Button
                          size="sm"
                          look="quiet"
                          disabled={remove.isPending}
                          onClick={() => remove.mutate(line.id)}
                        >
                          {W.remove}
                        </Button>
                      </Td>
                    )}
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

/** An address with its ZIP code, as somebody says it by phone. */
function AddLine() {
  const [problem, setProblem] = useState<string>();
  const add = useMutation({
    mutationFn: (line: { address: string; zip: string; reason?: string }) =>
      answered(api.POST('/api/leads/do-not-mail', { body: { lines: [line] } })),
    onSuccess: () => {
      tell({ title: W.lineAdded });
      changed();
    },
    onError: (error) => setProblem(error.message),
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setProblem(undefined);
    const form = event.currentTarget;
    const given = new FormData(form);
    const [address, zip, reason] = ['address', 'zip', 'reason'].map((name) =>
      String(given.get(name) ?? '').trim(),
    );
    if (!address || !zip) return;
    add.mutate({ address, zip, ...(reason ? { reason } : {}) }, { onSuccess: () => form.reset() });
  }
  return (
    <form
      onSubmit={submit}
      className="no-print grid items-end gap-2 border-b border-line px-4 py-3 sm:grid-cols-[2fr_1fr_2fr_auto]"
    >
      <TextInput label={W.address} name="address" required error={problem} />
      <TextInput label={W.filters.zip} name="zip" required inputMode="numeric" />
      <TextInput label={W.reason} name="reason" />
      <Button type="submit" busy={add.isPending}>
        {W.add}
      </Button>
    </form>
  );
}
