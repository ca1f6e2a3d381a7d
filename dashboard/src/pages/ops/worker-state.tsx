import { CircleCheck, CircleX, Clock, Hourglass, type LucideIcon, PowerOff } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { words } from '../../words.ts';

const LOOKS: Readonly<Record<Api['Worker']['state'], { tone: Tone; icon: LucideIcon }>> = {
  live: { tone: 'ok', icon: CircleCheck },
  late: { tone: 'warn', icon: Clock },
  draining: { tone: 'neutral', icon: Hourglass },
  dead: { tone: 'bad', icon: CircleX },
  stopped: { tone: 'neutral', icon: PowerOff },
};

/** How a worker is: icon, word and colour. */
export function WorkerBadge({ state }: { readonly state: Api['Worker']['state'] }) {
  return (
    <Badge {...LOOKS[state]} title={words.ops.workerMeans[state]}>
      {words.ops.workerStates[state]}
    </Badge>
  );
}
