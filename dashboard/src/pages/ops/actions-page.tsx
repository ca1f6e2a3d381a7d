import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { CheckInput } from '../../ui/field.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { ActionsTable } from './actions-table.tsx';
import { ACTIONS_PAGE, useActions } from './ops-queries.ts';
import { OpsFrame } from './ops-tabs.tsx';

const route = getRouteApi('/shell/ops/actions');
const said = words.bulk;

/** What was done to many jobs or items at once, and what is being done. */
export function ActionsPage() {
  const { open, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useActions({
    limit: ACTIONS_PAGE,
    ...(open ? { open: 'true' } : {}),
    ...(cursor === undefined ? {} : { after: cursor }),
  });
  return (
    <OpsFrame>
      <Panel
        title={said.title}
        flush
        actions={
          <CheckInput
            label={said.onlyOpen}
            checked={open ?? false}
            onChange={({ currentTarget: { checked } }) =>
              void navigate({ search: checked ? { open: true } : {}, replace: true })
            }
          />
        }
      >
        <Loaded query={query}>
          {({ actions, next }) => (
            <>
              {actions.length > 0 ? (
                <ActionsTable actions={actions} />
              ) : (
                <Empty
                  title={open ? said.noneOpen : said.none}
                  action={
                    open && (
                      <Button onClick={() => void navigate({ search: {} })}>
                        {words.actions.clearFilters}
                      </Button>
                    )
                  }
                >
                  {said.noneMore}
                </Empty>
              )}
              <CursorPager cursor={cursor} next={next} />
            </>
          )}
        </Loaded>
      </Panel>
    </OpsFrame>
  );
}
