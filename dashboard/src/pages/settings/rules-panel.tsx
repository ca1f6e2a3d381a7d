import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellPlus, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { kindLabel } from '../../data/kinds.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { CheckInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { RuleDialog } from './rule-dialog.tsx';

type Rule = Api['NotificationRule'];
const said = words.notifications;
export const RULES = ['notifications', 'rules'];

/** Rules by which one is told: of a job, a type, or everything. */
export function RulesPanel() {
  const [edited, edit] = useState<Rule | 'new'>();
  const query = useQuery({
    queryKey: RULES,
    queryFn: () => answered(api.GET('/api/notifications/rules')),
  });
  return (
    <Panel
      title={said.rules}
      note={said.rulesNote}
      flush
      actions={
        <Button size="sm" icon={Plus} data-key="n" onClick={() => edit('new')}>
          {said.addRule}
        </Button>
      }
    >
      <Loaded query={query}>
        {({ rules }) =>
          rules.length === 0 ? (
            <Empty icon={BellPlus} title={said.noRules}>
              {said.noRulesMore}
            </Empty>
          ) : (
            <Table label={said.rules} rows={rules.length}>
              <Head>
                <Th>{said.rule}</Th>
                <Th className="max-md:hidden">{said.when}</Th>
                <Th className="max-sm:hidden">{said.how}</Th>
                <Th>{said.on}</Th>
                <Th className="w-10">
                  <span className="sr-only">{said.removeRule}</span>
                </Th>
              </Head>
              <tbody>
                {rules.map((rule) => (
                  <RuleRow key={rule.id} rule={rule} onEdit={() => edit(rule)} />
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
      {edited !== undefined && (
        <RuleDialog {...(edited === 'new' ? {} : { rule: edited })} onClose={() => edit(undefined)} />
      )}
    </Panel>
  );
}

function RuleRow({ rule, onEdit }: { readonly rule: Rule; readonly onEdit: () => void }) {
  const { id, name, job_id: jobId, job_name: jobName, kind, events, channels, mine, enabled } = rule;
  const [asks, ask] = useState(false);
  const path = { id };
  const refresh = () => queryClient.invalidateQueries({ queryKey: RULES });
  const turn = useMutation({
    mutationFn: (on: boolean) =>
      answered(api.PATCH('/api/notifications/rules/{id}', { params: { path }, body: { enabled: on } })),
    onError: tellError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/notifications/rules/{id}', { params: { path } })),
    onError: tellError,
    onSettled: refresh,
  });
  return (
    <Row data-row>
      <Td className="min-w-40">
        {mine ? (
          <button type="button" onClick={onEdit} className="min-h-6 text-left font-medium hover:underline">
            {name}
          </button>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <span className="block text-muted">
          {jobId !== null ? (
            <Link to="/jobs/$jobId/overview" params={{ jobId }} className="link">
              {jobName}
            </Link>
          ) : kind !== null ? (
            said.ofKind(kindLabel(kind))
          ) : (
            said.ofAll
          )}
        </span>
      </Td>
      <Td className="max-w-80 max-md:hidden">{events.map((event) => said.events[event]).join(', ')}</Td>
      <Td className="max-sm:hidden">
        {channels.map((channel) => said.channels[channel]).join(', ')}
        <span className="block text-muted">
          {said.recipients[rule.recipients]}
          {rule.digest !== 'none' && `, ${said.digests[rule.digest].toLowerCase()}`}
          {rule.quiet_hours !== null && `, ${said.quiet(rule.quiet_hours.from, rule.quiet_hours.to)}`}
        </span>
      </Td>
      <Td>
        <CheckInput
          label={<span className="sr-only">{said.onOf(name)}</span>}
          checked={enabled}
          disabled={!mine || turn.isPending}
          onChange={({ currentTarget: { checked } }) => turn.mutate(checked)}
        />
      </Td>
      <Td>
        {mine && <IconButton icon={Trash2} label={said.removeRuleOf(name)} onClick={() => ask(true)} />}
        {asks && (
          <ConfirmDialog
            open
            onClose={() => ask(false)}
            onConfirm={() => remove.mutate()}
            title={said.removeRuleOf(name)}
            description={said.removeRuleMore}
            confirm={said.removeRule}
            look="danger"
            busy={remove.isPending}
          />
        )}
      </Td>
    </Row>
  );
}
