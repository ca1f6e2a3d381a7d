import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { words } from '../../words.ts';
import { type Finding, reasonsOf } from './finding.ts';

const LOOKS: Readonly<Record<string, readonly [LucideIcon, string]>> = {
  pass: [CircleCheck, 'text-ok'],
  low: [CircleCheck, 'text-ok'],
  note: [Info, 'text-muted'],
  moderate: [TriangleAlert, 'text-warn'],
  caution: [TriangleAlert, 'text-warn'],
  high: [CircleX, 'text-bad'],
  reject: [CircleX, 'text-bad'],
};

/** What was looked at and what each came to, the gravest first. */
export function ReasonList({ finding, label }: { readonly finding: Finding; readonly label: string }) {
  const reasons = reasonsOf(finding);
  if (reasons.length === 0) return null;
  return (
    <ul aria-label={words.properties.reasons(label)} className="flex flex-col gap-1.5">
      {reasons.map(({ code, text, value, effect, threshold }) => {
        const [Icon, colour] = LOOKS[effect] ?? [Info, 'text-muted'];
        return (
          <li key={code} className="flex items-start gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
            <div className="min-w-0">
              <span className="sr-only">{words.properties.effects[effect] ?? effect}: </span>
              {text}
              {value !== null && (
                <span className="block text-sm text-muted [overflow-wrap:anywhere]">
                  {value}
                  {threshold !== null && ` · ${words.properties.threshold(threshold)}`}
                </span>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
