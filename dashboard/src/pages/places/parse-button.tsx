import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const W = words.documents;

/** Starts the reading of the lists of a county that wait; a document that is read has no such button. */
export function ParseButton({ document }: { readonly document: Api['Document'] }) {
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: async () => {
      const body = { job_type: 'pdf_parsing' as const, county_id: document.county_id };
      const { data } = await answered(api.POST('/api/batch-jobs', { body }));
      const path = { id: data.id };
      await answered(
        api.PATCH('/api/batch-jobs/{id}', { params: { path }, body: { status: 'in_progress' } }),
      );
      return data;
    },
    onSuccess: ({ id, name }) => {
      const run = () => void navigate({ to: '/jobs/$jobId/overview', params: { jobId: id } });
      tell({ title: W.reading(name), action: { name: words.search.open, run } });
      void queryClient.invalidateQueries({ queryKey: ['documents'] });
    },
    onError: tellError,
  });
  const waits = document.parsing_status === 'pending' || document.parsing_status === 'failed';
  if (!waits || document.document_type !== 'property_list' || document.file_format !== 'pdf') return null;
  return (
    <Button
      size="sm"
      icon={Play}
      busy={start.isPending}
      aria-label={W.readLabel(document.title)}
      onClick={() => start.mutate()}
    >
      {W.read}
    </Button>
  );
}
