import { US_STATES } from '../../../../src/base/us-states.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { Button } from '../../ui/button.tsx';
import { type Option, SelectInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import type { ReportDetail } from './report-query.ts';
import { ELIGIBILITIES, type SitesSearch, SORTS } from './sites-search.ts';

const said = words.reports;
const NAMES = { eligible: said.eligible, not_eligible: said.notEligible, failed: said.failed } as const;

/** Narrows and orders the sites of a report by what it has; what is chosen stands in the address. */
export function SitesFilters({
  report: { by_state: states, by_program: programs, by_error: errors },
  search,
}: {
  readonly report: ReportDetail;
  readonly search: SitesSearch;
}) {
  const change = useChangeSearch();
  const filters: readonly {
    name: 'eligibility' | 'state' | 'program' | 'error';
    label: string;
    any: string;
    options: readonly Option[];
  }[] = [
    {
      name: 'eligibility',
      label: said.eligibility,
      any: said.anyEligibility,
      options: ELIGIBILITIES.map((value) => ({ value, name: NAMES[value] })),
    },
    {
      name: 'state',
      label: said.state,
      any: said.anyState,
      options: states.flatMap(({ state_or_province_code: code }) =>
        code === null ? [] : [{ value: code, name: US_STATES[code] ?? code }],
      ),
    },
    {
      name: 'program',
      label: said.program,
      any: said.anyProgram,
      options: programs.map(({ program_id: value, program_name: name }) => ({ value, name: name || value })),
    },
    {
      name: 'error',
      label: said.error,
      any: said.anyError,
      options: errors.map(({ error_code: value }) => ({ value, name: value })),
    },
  ];
  const narrowed = filters.some(({ name }) => search[name] !== undefined);
  return (
    <search
      aria-label={said.filters}
      className="no-print flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5"
    >
      {filters.map(({ name, label, any, options }) => {
        const value = search[name] ?? '';
        const known = value === '' || options.some((option) => option.value === value);
        return (
          <SelectInput
            key={name}
            label={label}
            hiddenLabel
            className="max-w-48"
            value={value}
            options={[{ value: '', name: any }, ...options, ...(known ? [] : [{ value, name: value }])]}
            onChange={({ currentTarget }) =>
              change({
                [name]: currentTarget.value === '' ? undefined : currentTarget.value,
                cursor: undefined,
              })
            }
          />
        );
      })}
      <SelectInput
        label={said.sort}
        hiddenLabel
        className="max-w-48"
        value={search.sort ?? 'row'}
        options={SORTS.map((value) => ({ value, name: said.sorts[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ sort: value === 'row' ? undefined : value, cursor: undefined })
        }
      />
      {narrowed && (
        <Button
          size="sm"
          look="quiet"
          onClick={() =>
            change({
              eligibility: undefined,
              state: undefined,
              program: undefined,
              error: undefined,
              cursor: undefined,
            })
          }
        >
          {words.actions.clearFilters}
        </Button>
      )}
    </search>
  );
}
