import type { ErrorComponentProps } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { Button, LinkButton } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import { words } from '../words.ts';

export function NotFoundPage() {
  return (
    <main className="mx-auto flex max-w-xl flex-col items-center gap-2 px-4 py-16 text-center">
      <MapPinOff aria-hidden className="size-6 text-faint" />
      <h1 className="text-lg font-semibold">{words.app.notFound}</h1>
      <p className="mb-2 text-muted">{words.app.notFoundMore}</p>
      <LinkButton to="/">{words.app.home}</LinkButton>
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
