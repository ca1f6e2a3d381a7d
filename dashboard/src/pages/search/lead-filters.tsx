import { useChangeSearch } from '../../data/change-search.ts';
import { SelectInput } from '../../ui/field.tsx';
import { FilterText } from '../../ui/filter-text.tsx';
import { words } from '../../words.ts';

const W = words.leads;

export interface LeadFilter {
  readonly job?: string;
  readonly state?: string;
  readonly county?: string;
  readonly city?: string;
  readonly zip?: string;
  readonly owner?: string;
  readonly property_type?: string;
  readonly in_foreclosure?: 'true' | 'false';
  readonly in_tax_delinquency?: 'true' | 'false';
  readonly same_mailing?: 'true' | 'false';
  readonly do_not_mail?: 'true' | 'false';
  readonly min_equity_percent?: number;
  readonly min_value?: number;
  readonly max_value?: number;
}

const CHOICES = ['same_mailing', 'in_foreclosure', 'in_tax_delinquency', 'do_not_mail'] as const;
const TEXTS = ['county', 'city', 'zip'] as const;
const NUMBERS = ['min_equity_percent', 'min_value', 'max_value'] as const;
/** What stands behind a word until it is used: the list is what one came for. */
const RARE = [...NUMBERS, ...CHOICES];

/** What the list of leads is narrowed by; all of it stands in the address. */
export function LeadFilters({ filter }: { readonly filter: LeadFilter }) {
  const changeSearch = useChangeSearch();
  const change = (name: keyof LeadFilter, value: string | undefined) =>
    changeSearch({ cursor: undefined, [name]: value });
  const rare = RARE.filter((name) => filter[name] !== undefined).length;
  return (
    <div className="no-print flex flex-col gap-2">
      <div className="grid grid-cols-2 items-end gap-2 sm:grid-cols-3 md:grid-cols-6">
        <FilterText
          main
          label={W.owner}
          className="col-span-2"
          value={filter.owner}
          onFilter={(value) => change('owner', value)}
        />
        {TEXTS.map((name) => (
          <FilterText
            key={name}
            label={W.filters[name]}
            value={filter[name]}
            onFilter={(value) => change(name, value)}
          />
        ))}
        <FilterText
          label={W.filters.property_type}
          value={filter.property_type}
          onFilter={(value) => change('property_type', value)}
        />
      </div>
      <details open={rare > 0}>
        <summary className="link w-fit rounded text-sm">{W.moreFilters(RARE.length)}</summary>
        <div className="mt-2 grid grid-cols-2 items-end gap-2 sm:grid-cols-4 lg:grid-cols-7">
          {NUMBERS.map((name) => (
            <FilterText
              key={name}
              numeric
              label={W.filters[name]}
              value={filter[name]?.toString()}
              onFilter={(value) => change(name, value)}
            />
          ))}
          {CHOICES.map((name) => (
            <SelectInput
              key={name}
              label={W.filters[name]}
              value={filter[name] ?? ''}
              onChange={({ currentTarget: { value } }) => change(name, value || undefined)}
              options={[
                { value: '', name: W.any },
                { value: 'true', name: W.yes },
                { value: 'false', name: W.no },
              ]}
            />
          ))}
        </div>
      </details>
    </div>
  );
}
