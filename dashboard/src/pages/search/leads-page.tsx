import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Download, MailX, Search, Users } from 'lucide-react';
import { answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { given } from '../../data/given.ts';
import { useMay } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { BackgroundList } from '../places/background-list.tsx';
import { DoNotMail } from './do-not-mail.tsx';
import { LeadFilters } from './lead-filters.tsx';
import { LeadTable } from './lead-table.tsx';

const route = getRouteApi('/shell/leads');
const W = words.leads;
const LIMIT = 100;
const LAYOUTS = ['full', 'propertyradar', 'site_and_mail', 'mailing'] as const;

/** Properties with their owners that searches brought, by what one looks for; as a file in the columns of a mailing. */
export function LeadsPage() {
  const { cursor, unwanted, ...set } = route.useSearch();
  const filter = given(set);
  const navigate = useNavigate();
  const changeSearch = useChangeSearch();
  const may = useMay('analyst');
  const query = useQuery({
    queryKey: ['leads', filter, cursor],
    queryFn: () => {
      const asked = { ...filter, limit: LIMIT, ...(cursor && { cursor }) };
      return answered(api.GET('/api/leads', { params: { query: asked } }));
    },
  });
  const filtered = Object.keys(filter).length > 0;
  const clear = () => void navigate({ to: '.', search: {} });
  const download = (layout: (typeof LAYOUTS)[number]) => {
    const asked = new URLSearchParams({ format: 'csv', layout });
    for (const [name, value] of Object.entries(filter)) asked.set(name, String(value));
    window.location.assign(`/api/leads?${asked}`);
  };
  const background = async (check: boolean) => {
    const asked = { ...filter, ...(check && { check: 'true' as const }) };
    return answered(api.POST('/api/leads/background', { params: { query: asked } }));
  };
  return (
    <Page
      title={words.nav.leads}
      actions={
        <>
          <Button
            icon={MailX}
            aria-expanded={unwanted === true}
            onClick={() => changeSearch({ unwanted: unwanted ? undefined : true })}
          >
            {W.doNotMail}
          </Button>
          <Menu trigger={<Button icon={Download}>{W.csv}</Button>}>
            {LAYOUTS.map((layout) => (
              <MenuItem key={layout} onSelect={() => download(layout)}>
                {W.layouts[layout]}
              </MenuItem>
            ))}
          </Menu>
          {may && <BackgroundList ask={background} />}
          <LinkButton look="primary" icon={Search} to="/search">
            {W.search}
          </LinkButton>
        </>
      }
      below={<LeadFilters filter={filter} />}
    >
      {unwanted && <DoNotMail />}
      <Panel title={W.list} note={W.listNote} flush>
        <Loaded query={query} lines={12}>
          {({ leads, next_cursor }) =>
            leads.length === 0 ? (
              <Empty
                icon={Users}
                title={filtered ? W.filteredEmpty : W.none}
                action={
                  filtered ? (
                    <Button onClick={clear}>{words.actions.clearFilters}</Button>
                  ) : (
                    <LinkButton look="primary" to="/search">
                      {W.search}
                    </LinkButton>
                  )
                }
              >
                {filtered ? null : W.noneMore}
              </Empty>
            ) : (
              <>
                <LeadTable leads={leads} label={W.list} />
                <CursorPager cursor={cursor} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}
