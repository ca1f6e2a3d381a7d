import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { COUNTY_KINDS, type CountyKind, kindLabel } from '../../data/kinds.ts';
import { queryClient } from '../../data/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';

type Workflow = Api['Webhooks']['webhooks'][number];
const said = words.workSettings;

/** Which workflow of n8n runs which type of job. */
export function N8nPanel() {
  const [chosen, choose] = useState<Workflow>();
  const query = useQuery({
    queryKey: ['settings', 'workflows'],
    queryFn: () => answered(api.GET('/api/settings/webhooks')),
  });
  return (
    <Panel title={said.n8n} note={said.n8nNote} flush>
      <Loaded query={query}>
        {({ webhooks }) => (
          <Table label={said.n8n} rows={COUNTY_KINDS.length}>
            <Head>
              <Th>{said.jobType}</Th>
              <Th>{said.workflow}</Th>
              <Th className="max-sm:hidden">{said.setBy}</Th>
              <Th>
                <span className="sr-only">{said.change}</span>
              </Th>
            </Head>
            <tbody>
              {COUNTY_KINDS.map((kind) => workflowOf(webhooks, kind)).map((one) => (
                <Row key={one.job_type} data-row>
                  <Td className="font-medium">{kindLabel(one.job_type)}</Td>
                  <Td className="[overflow-wrap:anywhere]">
                    {one.url ?? <span className="text-muted">{said.noWorkflow}</span>}
                    {one.has_header && <Badge>{said.hasHeader}</Badge>}
                  </Td>
                  <Td className="text-muted max-sm:hidden">{one.set_by}</Td>
                  <Td className="text-right">
                    <Button
                      size="sm"
                      aria-label={said.changeWorkflow(kindLabel(one.job_type))}
                      onClick={() => choose(one)}
                    >
                      {said.change}
                    </Button>
                  </Td>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </Loaded>
      {chosen !== undefined && <WorkflowDialog workflow={chosen} onClose={() => choose(undefined)} />}
    </Panel>
  );
}

/** What runs a type: told only of those that have a workflow. */
const workflowOf = (known: readonly Workflow[], kind: CountyKind): Workflow =>
  known.find((one) => one.job_type === kind) ?? {
    ...{ job_type: kind, url: null, has_header: false, set_by: '', set_at: null },
  };

function WorkflowDialog({
  workflow: { job_type: type, url },
  onClose,
}: {
  readonly workflow: Workflow;
  readonly onClose: () => void;
}) {
  const save = useMutation({
    mutationFn: (value: { url: string; header?: string } | null) =>
      answered(api.PUT('/api/settings/webhooks', { body: { webhooks: { [type]: value } } })),
    onSuccess: (now) => {
      queryClient.setQueryData(['settings', 'workflows'], now);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const header = String(given.get('header')).trim();
    save.mutate({ url: String(given.get('url')).trim(), ...(header === '' ? {} : { header }) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.changeOf(kindLabel(type))}
      description={said.workflowMore}
      width="sm"
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-3">
        {save.isError && <ErrorPanel error={save.error} />}
        <TextInput
          label={said.address}
          name="url"
          type="url"
          placeholder="https://"
          {...(url === null ? {} : { hint: said.nowIs(url) })}
          required
        />
        <TextInput label={said.header} hint={said.headerHint} name="header" autoComplete="off" />
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          {url !== null && (
            <Button look="danger" busy={save.isPending} onClick={() => save.mutate(null)}>
              {said.removeWorkflow}
            </Button>
          )}
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            {words.actions.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
