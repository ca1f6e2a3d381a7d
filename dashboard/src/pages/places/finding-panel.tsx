import type { ReactNode } from 'react';
import { Panel } from '../../ui/panel.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { type Finding, listOf, numberOf, textOf } from './finding.ts';
import { SandboxMark } from './verdict.tsx';

const W = words.properties;

/** One finding: what it says, who found it when, and where. */
export function FindingPanel({
  title,
  finding,
  empty,
  children,
}: {
  readonly title: string;
  readonly finding: Finding;
  /** Said while nobody found anything out. */
  readonly empty: string;
  readonly children: ReactNode;
}) {
  const foundAt = textOf(finding, 'found_at');
  if (foundAt === null) {
    return (
      <Panel title={title}>
        <p className="text-muted">{empty}</p>
      </Panel>
    );
  }
  const confidence = numberOf(finding, 'confidence_score');
  return (
    <Panel
      title={title}
      note={confidence === null ? undefined : W.confidence(confidence)}
      actions={<SandboxMark provenance={finding.provenance} />}
    >
      <div className="flex flex-col gap-3">
        {children}
        <Sources finding={finding} foundAt={foundAt} />
      </div>
    </Panel>
  );
}

function Sources({ finding, foundAt }: { readonly finding: Finding; readonly foundAt: string }) {
  const sources = listOf(finding, 'sources');
  const said = (
    <>
      {W.foundBy(textOf(finding, 'found_by') ?? W.somebody)} <Ago at={foundAt} />
    </>
  );
  if (sources.length === 0) return <p className="text-sm text-muted">{said}</p>;
  return (
    <details className="text-sm text-muted">
      <summary className="rounded py-0.5">
        {said} · {W.sources(sources.length)}
      </summary>
      <ol className="mt-1 flex list-decimal flex-col gap-1 pl-5">
        {sources.map((source, at) => {
          const [url, note] = [textOf(source, 'url'), textOf(source, 'note')];
          const title = textOf(source, 'title') ?? url ?? W.source;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: sources have no id and stay in their order
            <li key={at} className="[overflow-wrap:anywhere]">
              {url !== null && /^https?:/.test(url) ? (
                <a href={url} rel="noreferrer" target="_blank" className="link">
                  {title}
                </a>
              ) : (
                title
              )}
              {note !== null && <span className="block text-xs">{note}</span>}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
