import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { FileText, Upload } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { given } from '../../data/given.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { FilterText } from '../../ui/filter-text.tsx';
import { Page } from '../../ui/page.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { DocumentRows } from './document-rows.tsx';
import { DocumentTable } from './document-table.tsx';
import { DOCUMENT_TYPES, UploadDialog } from './upload-dialog.tsx';

const route = getRouteApi('/shell/documents');
const W = words.documents;
const LIMIT = 50;
const LOOK_MS = 4_000;
const STATUSES = ['pending', 'in_progress', 'completed', 'failed'] as const;

/** What counties publish, how far it is read, and what was read out of it. */
export function DocumentsPage() {
  const { cursor, document: chosen, doubtful, rows, ...set } = route.useSearch();
  const filter = given(set);
  const [uploading, upload] = useState(false);
  const may = useMay('analyst');
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['documents', filter, cursor],
    // what waits or is being read is soon another; nothing is asked while everything rests
    refetchInterval: ({ state: { data } }) => (data?.documents.some(isUnderWay) ? LOOK_MS : false),
    queryFn: () => {
      const asked = { ...filter, limit: LIMIT, ...(cursor && { cursor }) };
      return answered(api.GET('/api/documents', { params: { query: asked } }));
    },
  });
  const changeSearch = useChangeSearch();
  const change = (part: Record<string, string | undefined>) => changeSearch({ cursor: undefined, ...part });
  const filtered = Object.keys(filter).length > 0;
  const uploadButton = may && (
    <Button look="primary" icon={Upload} data-key="n" onClick={() => upload(true)}>
      {W.upload}
    </Button>
  );
  return (
    <Page
      title={words.nav.documents}
      actions={uploadButton}
      below={
        <div className="no-print grid items-end gap-2 sm:flex sm:flex-wrap">
          <FilterText
            main
            label={W.findCounty}
            className="sm:w-64"
            value={filter.county}
            onFilter={(county) => change({ county })}
          />
          <SelectInput
            label={W.type}
            hiddenLabel
            value={filter.document_type ?? ''}
            onChange={({ currentTarget: { value } }) => change({ document_type: value || undefined })}
            options={[
              { value: '', name: W.anyType },
              ...DOCUMENT_TYPES.map((value) => ({ value, name: W.types[value] })),
            ]}
          />
          <SelectInput
            label={W.status}
            hiddenLabel
            value={filter.parsing_status ?? ''}
            onChange={({ currentTarget: { value } }) => change({ parsing_status: value || undefined })}
            options={[
              { value: '', name: W.anyStatus },
              ...STATUSES.map((value) => ({ value, name: W.statuses[value] })),
            ]}
          />
        </div>
      }
    >
      {chosen !== undefined && (
        <DocumentRows key={chosen} id={chosen} doubtful={doubtful === true} cursor={rows} />
      )}
      <Panel title={W.list} flush>
        <Loaded query={query} lines={6}>
          {({ documents, next_cursor }) =>
            documents.length === 0 ? (
              <Empty
                icon={FileText}
                title={filtered ? W.filteredEmpty : W.none}
                action={
                  filtered ? (
                    <Button onClick={() => void navigate({ to: '.', search: {} })}>
                      {words.actions.clearFilters}
                    </Button>
                  ) : (
                    uploadButton
                  )
                }
              >
                {filtered ? null : W.noneMore}
              </Empty>
            ) : (
              <>
                <DocumentTable documents={documents} chosen={chosen} />
                <CursorPager cursor={cursor} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </Panel>
      <UploadDialog open={uploading} onClose={() => upload(false)} />
    </Page>
  );
}

const isUnderWay = ({ document_type, parsing_status }: Api['Document']): boolean =>
  document_type === 'property_list' && (parsing_status === 'pending' || parsing_status === 'in_progress');
