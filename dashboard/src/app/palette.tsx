import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CornerDownLeft, Layers, type LucideIcon, Radio } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../data/api.ts';
import { stateWord } from '../data/job-state.ts';
import { toggleLive, useLiveStatus } from '../data/live.ts';
import { queryClient } from '../data/query-client.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { words } from '../words.ts';
import { NAV } from './nav.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

const JOBS = 12;

/** Goes to any page or recent job, and has whole sentences done as commands: the same ones that agents type. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const live = useLiveStatus();
  const [typed, setTyped] = useState('');
  const { data } = useQuery({
    queryKey: ['jobs', 'palette'],
    queryFn: () => answered(api.GET('/api/jobs', { params: { query: { limit: JOBS } } })),
  });
  const command = useMutation({
    mutationFn: (body: { text: string; preview?: boolean }) => answered(api.POST('/api/commands', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const leave = (go: () => unknown) => () => {
    onClose();
    void go();
  };
  const say = (text: string) => {
    setTyped(text);
    command.mutate({ text });
  };

  const groups: { value: string; items: Choice[] }[] = [
    {
      value: words.palette.pages,
      items: NAV.map(({ to, name, icon }) => ({
        value: to,
        label: name,
        icon,
        run: leave(() => navigate({ to })),
      })),
    },
    {
      value: words.palette.actions,
      items: [
        {
          value: 'live',
          label: live.state === 'paused' ? words.live.resume : words.live.pause,
          icon: Radio,
          run: leave(toggleLive),
        },
      ],
    },
    {
      value: words.palette.jobs,
      items: (data?.jobs ?? []).map((job) => ({
        value: job.id,
        label: job.name,
        note: stateWord(job),
        icon: Layers,
        run: leave(() => navigate({ to: '/jobs/$jobId/overview', params: { jobId: job.id } })),
      })),
    },
  ];
  if (typed.trim().includes(' ')) {
    const sentence = typed.trim();
    const run = () => say(sentence);
    groups.push({
      value: words.palette.say,
      items: [{ value: sentence, label: sentence, icon: CornerDownLeft, run }],
    });
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          aria-label={words.palette.label}
          className="fixed top-[12vh] left-1/2 z-40 flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-raised outline-none"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            value={typed}
            onValueChange={setTyped}
            autoHighlight="always"
            itemToStringValue={(choice: Choice) => choice.label}
          >
            <Autocomplete.Input
              aria-label={words.palette.label}
              placeholder={words.palette.hint}
              className="h-12 w-full border-b border-line bg-transparent px-4 outline-none"
            />
            <Autocomplete.Empty className="px-4 py-6 text-center text-muted empty:hidden">
              {words.palette.nothing}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto p-2 empty:hidden">
              {(group: (typeof groups)[number]) => (
                <Autocomplete.Group key={group.value} items={group.items} className="mb-2 last:mb-0">
                  <Autocomplete.GroupLabel className="px-2 py-1 text-xs font-medium text-muted">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(choice: Choice) => (
                      <Autocomplete.Item
                        key={choice.value}
                        value={choice}
                        onClick={choice.run}
                        className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 data-highlighted:bg-accent-soft"
                      >
                        <choice.icon aria-hidden className="size-4 shrink-0 text-muted" />
                        <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                        {choice.note !== undefined && (
                          <span className="text-sm text-muted">{choice.note}</span>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <div role="status" className="empty:hidden">
            {command.isPending && (
              <p className="border-t border-line px-4 py-3 text-muted">{words.palette.working}</p>
            )}
            {command.isError && (
              <div className="border-t border-line p-3">
                <ErrorPanel error={command.error} />
              </div>
            )}
            {command.data !== undefined && <Said answer={command.data} onChoose={say} />}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What became of a sentence, and what it may have meant. */
function Said({
  answer,
  onChoose,
}: {
  readonly answer: Api['CommandAnswer'];
  readonly onChoose: (text: string) => void;
}) {
  const others = [...answer.candidates.map(({ command }) => command), ...answer.suggestions, ...answer.next];
  return (
    <div className="max-h-[30vh] overflow-y-auto border-t border-line px-4 py-3">
      <p className="whitespace-pre-line">{answer.message}</p>
      {others.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {[...new Set(others)].slice(0, 6).map((text) => (
            <li key={text}>
              <button
                type="button"
                onClick={() => onChoose(text)}
                className="rounded border border-line px-2 py-1 text-sm hover:bg-hover"
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
