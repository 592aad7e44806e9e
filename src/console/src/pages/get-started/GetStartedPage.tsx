import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { page } from '../../api/page';
import type { Key, Usage } from '../../api/types';
import { useTargets } from '../../access/useTargets';
import { buttonLook } from '../../design/Button';
import { CopyIcon } from '../../design/Copy';
import { PageHead, Panel } from '../../design/Page';
import { Skeleton } from '../../design/States';
import { Ago } from '../../design/When';
import { Snippets } from '../keys/Snippets';

/** From nothing to a first call, each step showing whether it is done. */
export function GetStartedPage() {
  const targets = useTargets();
  const live = useQuery({ queryKey: ['keys', 'any'], queryFn: async ({ signal }) => (await page<Key>('/keys', { status: 'active', limit: 1 }, signal)).items });
  const last = useQuery({ queryKey: ['requests', 'latest'], queryFn: async ({ signal }) => (await page<Usage>('/requests', { limit: 1, status: 'success' }, signal)).items[0] ?? null, refetchInterval: 3_000 });
  const names = targets.data?.filter((t) => t.enabled).map((t) => t.name) ?? [];
  const base = `${window.location.origin}/v1`;

  return (
    <>
      <PageHead title="Get started" lead="Your programs keep their SDK. Only the address and the key change." />
      <ol className="grid gap-4">
        <Step number={1} title="Know the address" done>
          <p className="flex flex-wrap items-center gap-1 text-sm text-ink-soft">The base URL of every OpenAI client is <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-xs text-ink">{base}</code><CopyIcon text={base} label="Copy the base URL" /></p>
        </Step>
        <Step number={2} title="Have something to call" done={names.length > 0}>
          {targets.isPending ? <Skeleton rows={1} /> : names.length > 0 ? <p className="text-sm text-ink-soft">{names.length} {names.length === 1 ? 'model is' : 'models and groups are'} there. <Link to="/build/catalog" className="text-brand underline">The catalog</Link> says what each can do and costs.</p> : (
            <div className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">An operator adds a provider, then a model on it. <Link to="/providers" search={{ edit: 'new' }} className={buttonLook('plain', 'sm')}>Add provider</Link><Link to="/models" search={{ edit: 'new' }} className={buttonLook('plain', 'sm')}>Add model</Link></div>
          )}
        </Step>
        <Step number={3} title="Get a key" done={(live.data?.length ?? 0) > 0}>
          <p className="text-sm text-ink-soft">A key belongs to a team or a project of your <Link to="/organizations" className="text-brand underline">organization</Link>. Its secret is shown once, when it is issued. <Link to="/keys" search={{ edit: 'new' }} className="text-brand underline">Issue one now</Link></p>
        </Step>
        <Step number={4} title="Call it" done={!!last.data}>
          <div className="grid gap-3">
            {names.length > 0 && <Snippets apiKey="YOUR_KEY" models={names} />}
            <p className="text-sm text-ink-soft" role="status">{last.data ? <>The last answered call came <Ago at={last.data.started_at} />. <Link to="/requests" search={{ request: last.data.request_id }} className="text-brand underline">See what it cost</Link></> : 'Waiting for the first call. This page notices it by itself.'}</p>
          </div>
        </Step>
      </ol>
      <div className="mt-4">
        <Panel title="When something is refused"><p className="text-sm text-ink-soft">Every answer carries an <code className="font-mono text-xs">x-request-id</code>. Put it into <Link to="/requests" className="text-brand underline">Requests</Link>: it says what happened, which rule decided, and what to do about it.</p></Panel>
      </div>
    </>
  );
}

function Step({ number, title, done, children }: { number: number; title: string; done: boolean; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2">
      <span className="relative flex flex-col items-center" aria-hidden>
        <span className={`mt-3 flex size-7 items-center justify-center rounded-full border-2 bg-canvas text-xs font-semibold ${done ? 'border-brand text-brand' : 'border-line-strong text-ink-faint'}`}>{done ? <CircleCheck className="size-4" /> : number}</span>
        <span className="absolute top-12 -bottom-6 w-0.5 bg-line-strong [li:last-child_&]:hidden" />
      </span>
      <Panel title={<>{title}{done && <span className="sr-only"> (done)</span>}</>}>{children}</Panel>
    </li>
  );
}
