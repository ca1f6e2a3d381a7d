import { CircleCheck, CircleDashed, Clock, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { CallsPanel } from './calls-panel.tsx';
import { useServices } from './ops-queries.ts';
import { OpsFrame } from './ops-tabs.tsx';
import { ServiceDialog } from './service-dialog.tsx';

type Service = Api['OutsideService'];
const said = words.services;

/** Outside services: which of them wait and why, how much may be used and was, and what was asked of them. */
export function ServicesPage() {
  const query = useServices();
  const admin = useMay('admin');
  const [chosen, choose] = useState<Service>();
  return (
    <OpsFrame>
      <Panel title={said.title} note={said.note} flush>
        <Loaded query={query} lines={9}>
          {({ services }) => (
            <Table label={said.title} rows={services.length}>
              <Head>
                <Th>{said.service}</Th>
                <Th>{said.state}</Th>
                <Th numeric className="max-md:hidden">
                  {said.limit}
                </Th>
                <Th numeric className="max-md:hidden">
                  {said.now}
                </Th>
                <Th numeric>{said.month}</Th>
                <Th numeric className="max-sm:hidden">
                  {said.hour}
                </Th>
                {admin && (
                  <Th className="w-10">
                    <span className="sr-only">{said.change}</span>
                  </Th>
                )}
              </Head>
              <tbody>
                {services.map((service) => (
                  <ServiceRow
                    key={service.service}
                    service={service}
                    {...(admin ? { onChange: () => choose(service) } : {})}
                  />
                ))}
              </tbody>
            </Table>
          )}
        </Loaded>
      </Panel>
      <CallsPanel services={query.data?.services ?? []} />
      {chosen !== undefined && <ServiceDialog service={chosen} onClose={() => choose(undefined)} />}
    </OpsFrame>
  );
}

function ServiceRow({ service, onChange }: { readonly service: Service; readonly onChange?: () => void }) {
  const { label, limits, chosen, learned, now, month, last_hour: hour } = service;
  const cost = Number(month.cost);
  return (
    <Row data-row>
      <Td className="font-medium">{label}</Td>
      <Td>
        <ServiceState service={service} />
      </Td>
      <Td numeric className="max-md:hidden">
        {said.perMinute(formatNumber(limits.per_minute))}
        <span className="block text-xs text-muted">
          {learned.rate < 1
            ? said.learned(formatNumber(Math.round(100 * learned.rate)))
            : chosen.length > 0
              ? said.chosen
              : said.standard}
        </span>
      </Td>
      <Td numeric className="max-md:hidden">
        {said.inFlight(formatNumber(now.in_flight))}
        {now.waiting > 0 && (
          <span className="block text-xs text-warn">{said.waiting(formatNumber(now.waiting))}</span>
        )}
      </Td>
      <Td numeric>
        {limits.per_month === null
          ? formatNumber(month.units)
          : words.ops.busyOf(formatNumber(month.units), formatNumber(limits.per_month))}
        {cost > 0 && <span className="block text-xs text-muted">{formatMoney(cost)}</span>}
      </Td>
      <Td numeric className="max-sm:hidden">
        {said.calls(formatNumber(hour.calls))}
        {hour.calls > 0 && (
          <span className="block text-xs text-muted">
            {said.failed(formatNumber(hour.failed))}
            {hour.median_ms !== null && `, ${formatNumber(hour.median_ms)} ms`}
          </span>
        )}
      </Td>
      {onChange !== undefined && (
        <Td>
          <IconButton icon={Pencil} label={said.changeOf(label)} onClick={onChange} />
        </Td>
      )}
    </Row>
  );
}

function ServiceState({ service: { ready, hold } }: { readonly service: Service }) {
  if (hold !== null) {
    return (
      <span className="flex flex-col items-start gap-0.5">
        <Badge tone={hold.code === 'out_of_order' ? 'bad' : 'warn'} icon={Clock}>
          {hold.text}
        </Badge>
        {hold.until !== null && (
          <span className="text-xs text-muted">
            {said.until} <Time at={hold.until} />
          </span>
        )}
      </span>
    );
  }
  return ready ? (
    <Badge tone="ok" icon={CircleCheck}>
      {said.ready}
    </Badge>
  ) : (
    <Badge icon={CircleDashed} title={said.noKeyMore}>
      {said.noKey}
    </Badge>
  );
}
