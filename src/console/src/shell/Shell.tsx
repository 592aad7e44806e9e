import { useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { LogOut, Menu, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../api/client';
import { Problem } from '../api/problem';
import { Failure, Skeleton } from '../design/States';
import { SignInAgain } from '../pages/sign-in/SignInAgain';
import { SignInPage } from '../pages/sign-in/SignInPage';
import { SessionContext, useSession } from '../session/session';
import { GatewayState } from './GatewayState';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import { ThemeSwitch } from './ThemeSwitch';

/** The frame of every page: sign-in first; then the halves, the gateway's state and the theme beside the page. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useSession();
  const signedOut = session.error instanceof Problem && session.error.status === 401;

  if (session.data === undefined) {
    if (signedOut) return <SignInPage />;
    return session.error ? <Failure error={session.error} retry={() => session.refetch()} /> : <div className="mx-auto mt-24 max-w-sm"><Skeleton rows={3} /></div>;
  }
  return (
    <SessionContext value={session.data}>
      <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
        <a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:m-2 focus:rounded-lg focus:bg-panel focus:px-3 focus:py-2">Skip to content</a>
        <Side version={session.data.version} subject={session.data.subject} />
        <main id="main" className="mx-auto w-full max-w-[82rem] min-w-0 px-4 py-5 md:px-7 md:py-6">{children}</main>
      </div>
      {/* The session ended under way: what was typed stays where it is. */}
      {signedOut && <SignInAgain />}
    </SessionContext>
  );
}

function Side({ version, subject }: { version: string; subject: string }) {
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (s) => s.location.pathname });
  useEffect(() => setOpen(false), [path]);
  return (
    <aside className="bg-frame text-frame-ink md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:border-r md:border-frame-line/60">
      <div className="flex items-center justify-between px-4 py-2.5 md:pt-4 md:pb-5">
        <Logo />
        <button type="button" aria-label="Navigation" aria-expanded={open} onClick={() => setOpen(!open)} className="rounded-md p-1.5 hover:bg-frame-raised md:hidden">
          {open ? <X className="size-5" aria-hidden /> : <Menu className="size-5" aria-hidden />}
        </button>
      </div>
      <div className={`${open ? 'flex' : 'hidden'} grow flex-col gap-6 px-3 pb-4 md:flex md:overflow-y-auto`}>
        <Navigation />
        <div className="mt-auto grid gap-2.5 border-t border-frame-line/60 pt-3">
          <GatewayState />
          <div className="flex items-center justify-between gap-2 text-xs text-frame-soft">
            <ThemeSwitch />
            <SignOut subject={subject} />
          </div>
          <span className="px-1 text-2xs text-frame-soft">{version}</span>
        </div>
      </div>
    </aside>
  );
}

function SignOut({ subject }: { subject: string }) {
  const queries = useQueryClient();
  return (
    <button type="button" title={`Signed in as ${subject}`} className="inline-flex items-center gap-1.5 rounded-md p-1 hover:text-frame-ink"
      onClick={async () => {
        await api.DELETE('/admin/api/session');
        queries.clear();
        window.location.assign('/console/');
      }}>
      <LogOut className="size-3.5" aria-hidden />Sign out
    </button>
  );
}
