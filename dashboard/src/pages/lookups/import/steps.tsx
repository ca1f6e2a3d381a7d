import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { classes } from '../../../ui/classes.ts';
import { words } from '../../../words.ts';

export const STEPS = ['upload', 'columns', 'check', 'confirm'] as const;
export type Step = (typeof STEPS)[number];

/** Where in an import one is; steps that are done can be gone back to. */
export function Steps({ now, jobId }: { readonly now: Step; readonly jobId?: string }) {
  const at = STEPS.indexOf(now);
  return (
    <nav aria-label={words.import.steps}>
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        {STEPS.map((step, place) => (
          <li key={step} className="flex items-center gap-2">
            {place > 0 && <span aria-hidden className="h-px w-4 bg-line-strong max-sm:hidden sm:w-8" />}
            <span
              aria-current={step === now ? 'step' : undefined}
              className={classes(
                'inline-flex h-6 items-center gap-1.5',
                step === now ? 'font-semibold text-text' : 'text-muted',
              )}
            >
              <span
                className={classes(
                  'inline-flex size-5 items-center justify-center rounded-full text-xs tabular',
                  step === now ? 'bg-accent text-on-accent' : 'bg-sunken text-muted',
                )}
              >
                {place < at ? <Check aria-hidden className="size-3.5" /> : place + 1}
              </span>
              {place < at && place > 0 && jobId !== undefined ? (
                <Link
                  to="/imports/$jobId"
                  params={{ jobId }}
                  search={{ step: backTo(step) }}
                  className="link"
                >
                  {words.import.step[step]}
                </Link>
              ) : (
                words.import.step[step]
              )}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const backTo = (step: Step): 'columns' | 'check' => (step === 'columns' ? 'columns' : 'check');
