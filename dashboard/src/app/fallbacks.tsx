import type { ErrorComponentProps } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty, ErrorPanel } from '../ui/states.tsx';
import { words } from '../words.ts';

export function NotFoundPage() {
  return (
    <main className="mx-auto max-w-xl py-16">
      <Empty
        icon={MapPinOff}
        title={words.app.notFound}
        action={<LinkButton to="/">{words.app.home}</LinkButton>}
      >
        {words.app.notFoundMore}
      </Empty>
    </main>
  );
}

/** A page whose own code failed, or whose data could not be had at all. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  return (
    <main className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-16">
      <ErrorPanel error={error} retry={reset} />
      <p className="text-muted">{words.errors.broken}</p>
      <div>
        <Button onClick={() => window.location.reload()}>{words.errors.reload}</Button>
      </div>
    </main>
  );
}
