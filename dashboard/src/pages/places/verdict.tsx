import { CircleCheck, CircleDashed, CircleX, FlaskConical, TriangleAlert } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { words } from '../../words.ts';

const LOOKS = {
  APPROVED: { tone: 'ok', icon: CircleCheck },
  CAUTION: { tone: 'warn', icon: TriangleAlert },
  REJECT: { tone: 'bad', icon: CircleX },
  NONE: { tone: 'neutral', icon: CircleDashed },
} as const;

/** What visual validation came to. */
export function Verdict({ verdict }: { readonly verdict: string | null }) {
  const known = verdict === 'APPROVED' || verdict === 'CAUTION' || verdict === 'REJECT' ? verdict : 'NONE';
  return (
    <Badge tone={LOOKS[known].tone} icon={LOOKS[known].icon}>
      {words.properties.verdicts[known]}
    </Badge>
  );
}

/** Marks what simulators made up. */
export function SandboxMark({ provenance }: { readonly provenance: unknown }) {
  if (provenance !== 'sandbox') return null;
  return (
    <Badge tone="warn" icon={FlaskConical} title={words.properties.sandboxMore}>
      {words.properties.sandbox}
    </Badge>
  );
}
