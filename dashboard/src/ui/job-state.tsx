import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleX,
  Clock,
  Hourglass,
  type LucideIcon,
} from 'lucide-react';
import type { Api } from '../data/api.ts';
import { type ShownState, shownState } from '../data/job-state.ts';
import { words } from '../words.ts';
import { Badge, type Tone } from './badge.tsx';

const LOOKS: Readonly<Record<ShownState, { tone: Tone; icon: LucideIcon }>> = {
  pending: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'info', icon: CirclePlay },
  pausing: { tone: 'warn', icon: Hourglass },
  paused: { tone: 'neutral', icon: CirclePause },
  auto_paused: { tone: 'warn', icon: CircleAlert },
  cancelling: { tone: 'neutral', icon: Hourglass },
  cancelled: { tone: 'neutral', icon: Ban },
  completed: { tone: 'ok', icon: CircleCheck },
  completed_with_failures: { tone: 'warn', icon: CircleCheck },
  failed: { tone: 'bad', icon: CircleX },
};

/** The state of a job: icon, word and colour. */
export function StateBadge({
  job,
}: {
  readonly job: Pick<Api['Job'], 'status' | 'draining' | 'autoPaused' | 'counts'>;
}) {
  const state = shownState(job);
  return (
    <Badge tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
      {words.states[state]}
    </Badge>
  );
}

/** Why a running job waits, in one chip. */
export function ReasonChip({ text, title }: { readonly text: string; readonly title?: string }) {
  return (
    <Badge tone="warn" icon={Clock} title={title}>
      {text}
    </Badge>
  );
}
