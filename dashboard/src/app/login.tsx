import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { answered, api, LotlineError } from '../data/api.ts';
import { signInWithPasskey } from '../data/passkeys.ts';
import { sessionChanged } from '../data/session.ts';
import { Button, DownloadButton } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import { words } from '../words.ts';

const route = getRouteApi('/login');

/** Where somebody who is not signed in comes to. Password managers fill it; passkeys and the organization's own sign-in stand beside. */
export function LoginPage() {
  const { next } = route.useSearch();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [note, setNote] = useState<string>();
  const { data: ways } = useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: () => answered(api.GET('/api/sign-in-ways')),
  });
  useEffect(() => {
    document.title = `${words.session.title} · ${words.app.name}`;
  }, []);

  async function enter(signIn: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn();
      await sessionChanged();
      await navigate({ href: ownAddress(next), replace: true });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const body = { email: String(given.get('email')), password: String(given.get('password')) };
    void enter(() => api.POST('/api/auth/sign-in/email', { body }));
  }

  async function forgot(): Promise<void> {
    const email = String(new FormData(form.current ?? undefined).get('email') ?? '').trim();
    if (email === '') return setNote(words.session.forgotNeedsEmail);
    try {
      await api.POST('/api/password-resets', { body: { email } });
      setNote(words.session.forgotSent);
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <main className="mx-auto flex w-full flex-1 max-w-sm flex-col justify-center gap-4 px-4 py-10">
      <div className="flex items-center gap-2.5">
        <img src="/assets/lotline.svg" alt="" className="size-8" />
        <h1 className="text-xl font-semibold">{words.app.name}</h1>
      </div>
      <form
        ref={form}
        onSubmit={submit}
        className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-5"
      >
        <h2 className="text-lg font-semibold">{words.session.title}</h2>
        {problem !== undefined && <ErrorPanel error={said(problem)} />}
        {note !== undefined && (
          <p role="status" className="text-muted">
            {note}
          </p>
        )}
        <TextInput
          label={words.session.email}
          name="email"
          type="email"
          autoComplete="username webauthn"
          required
        />
        <TextInput
          label={words.session.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" look="primary" busy={busy}>
          {words.session.submit}
        </Button>
        {ways?.passkeys && (
          <Button icon={KeyRound} disabled={busy} onClick={() => void enter(signInWithPasskey)}>
            {words.session.passkey}
          </Button>
        )}
        {ways?.oidc && (
          <DownloadButton href="/api/auth/sign-in/oidc" download={undefined}>
            {words.session.oidc}
          </DownloadButton>
        )}
        {ways?.mail && (
          <Button look="quiet" size="sm" onClick={() => void forgot()}>
            {words.session.forgot}
          </Button>
        )}
      </form>
      <div className="text-sm text-muted">
        <p>{words.session.first}</p>
        <p>
          {words.session.firstCommand} <code className="font-mono">lotline people link</code>
        </p>
      </div>
    </main>
  );
}

/** Only an address of this server: a link that leads elsewhere after the sign-in would be another site's trap. */
function ownAddress(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || next.startsWith('//')) return '/';
  const url = new URL(next, window.location.origin);
  return url.origin === window.location.origin ? `${url.pathname}${url.search}` : '/';
}

function said(problem: unknown): unknown {
  const wrong = problem instanceof LotlineError && problem.code === 'sign_in_failed';
  return wrong ? Object.assign(problem, { message: words.session.wrong }) : problem;
}
