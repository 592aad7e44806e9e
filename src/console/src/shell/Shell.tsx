import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Boxes, Building2, ChartSpline, Code, KeyRound, ListTree, LogOut, Menu, Monitor, Moon, Plug, Split, Sun } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { call, Problem, type Schemas } from '../api/client';
import { SignIn } from '../pages/sign-in/SignIn';
import { Failure, Skeleton } from '../design/surfaces';
import { Logo } from './Logo';
import { applyTheme, readTheme, type Theme } from './theme';

const halves = [
  {
    name: 'Operate',
    links: [
      { to: '/overview', label: 'Overview', icon: ChartSpline },
      { to: '/requests', label: 'Requests', icon: ListTree },
      { to: '/providers', label: 'Providers', icon: Plug },
      { to: '/models', label: 'Models', icon: Boxes },
      { to: '/route-groups', label: 'Route groups', icon: Split },
      { to: '/organizations', label: 'Organizations', icon: Building2 },
      { to: '/keys', label: 'Keys', icon: KeyRound },
    ],
  },
  { name: 'Build', links: [{ to: '/build', label: 'Get started', icon: Code }] },
] as const;

/** The frame of every page: sign-in first, then the two halves, the gateway's state and the theme. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useQuery({
    queryKey: ['session'],
    queryFn: () => call<Schemas['SessionInfo']>('GET', '/session'),
    retry: false,
    staleTime: 60_000,
  });
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (s) => s.location.pathname });
  useEffect(() => setOpen(false), [path]);

  if (session.isPending) return <div className="mx-auto mt-24 max-w-sm"><Skeleton rows={3} /></div>;
  if (session.error instanceof Problem && session.error.status === 401) return <SignIn onSignedIn={() => session.refetch()} />;
  if (session.error) return <Failure error={session.error} retry={() => session.refetch()} />;

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[220px_1fr]">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-panel focus:p-2">Skip to content</a>
      <div className="flex items-center justify-between border-b border-line bg-panel px-4 py-2.5 md:hidden">
        <Logo />
        <button type="button" aria-label="Navigation" aria-expanded={open} className="rounded-md p-1.5 hover:bg-sunken" onClick={() => setOpen(!open)}><Menu className="size-5" aria-hidden /></button>
      </div>
      <aside className={`${open ? 'flex' : 'hidden'} flex-col gap-6 border-line bg-panel px-3 py-4 max-md:border-b md:sticky md:top-0 md:flex md:h-dvh md:border-r`}>
        <div className="hidden px-2 md:block"><Logo /></div>
        <nav aria-label="Main" className="grid gap-5">
          {halves.map((half) => (
            <div key={half.name}>
              <h2 className="mb-1.5 px-2 text-[11px] font-semibold tracking-[0.08em] text-ink-faint uppercase">{half.name}</h2>
              <ul className="grid gap-0.5">
                {half.links.map(({ to, label, icon: Icon }) => (
                  <li key={to}>
                    <Link to={to} className="flex items-center gap-2.5 rounded-lg px-2 py-1.5 text-ink-soft hover:bg-sunken hover:text-ink"
                      activeProps={{ className: 'bg-brand-soft !text-brand font-medium', 'aria-current': 'page' }}>
                      <Icon className="size-4" aria-hidden />{label}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className="mt-auto grid gap-3 px-2 text-xs text-ink-faint">
          <GatewayState />
          <div className="flex items-center justify-between">
            <ThemeSwitch />
            <SignOut />
          </div>
          <span>Signalbox {session.data?.version}</span>
        </div>
      </aside>
      <main id="main" className="mx-auto w-full max-w-[1240px] min-w-0 px-4 py-6 md:px-8 md:py-8">{children}</main>
    </div>
  );
}

function GatewayState() {
  const { data, error } = useQuery({ queryKey: ['status'], queryFn: () => call<Schemas['StatusView']>('GET', '/status'), refetchInterval: 5_000 });
  const lamp = error || !data || !data.ready ? 'bg-danger' : data.reasons.length > 0 ? 'bg-caution' : 'bg-clear';
  const words = error ? 'Gateway out of reach' : !data ? 'Looking…' : data.reasons[0]?.detail ?? 'All lines clear';
  return <p className="flex items-start gap-2"><span className={`mt-1 size-2 shrink-0 rounded-full ${lamp}`} aria-hidden />{words}</p>;
}

function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
  const Icon = { system: Monitor, light: Sun, dark: Moon }[theme];
  return (
    <button type="button" className="inline-flex items-center gap-1.5 rounded-md p-1 hover:bg-sunken hover:text-ink" title="Change the theme"
      onClick={() => { applyTheme(next[theme]); setTheme(next[theme]); }}>
      <Icon className="size-4" aria-hidden />{theme}
    </button>
  );
}

function SignOut() {
  const queries = useQueryClient();
  return (
    <button type="button" className="inline-flex items-center gap-1.5 rounded-md p-1 hover:bg-sunken hover:text-ink"
      onClick={async () => { await call('DELETE', '/session'); queries.clear(); window.location.assign('/console/'); }}>
      <LogOut className="size-4" aria-hidden />Sign out
    </button>
  );
}
