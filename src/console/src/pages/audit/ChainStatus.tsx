import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Schemas } from '../../api/types';
import { Name, Signal } from '../../design/Badge';
import { Button } from '../../design/Button';
import { CopyIcon } from '../../design/Copy';
import { TextField } from '../../design/Field';
import { some } from '../../design/format';
import { FormError } from '../../design/States';
import { useMay } from '../../session/session';

type Verification = Schemas['VerificationView'];

/** Whether the chain holds. Walking it takes a while where it is long, so that it is done when asked for. */
export function ChainStatus() {
  const may = useMay('audit:read');
  const [noted, setNoted] = useState('');
  const [compares, setCompares] = useState(false);
  const walk = useQuery({
    queryKey: ['audit-chain'],
    queryFn: ({ signal }) => body(api.GET('/admin/api/audit-events/verify', { params: { query: compares && noted.trim() ? { noted: noted.trim() } : {} }, signal })),
    enabled: false,
    retry: false,
  });
  // What the gateway said of the head that was typed in stands at its field.
  const faults = walk.error instanceof Problem ? walk.error.errors.noted : undefined;
  if (!may) return null;
  return (
    <section aria-label="Hash chain" className="mb-4 rounded-xl border border-line bg-panel px-4 py-3 shadow-raised">
      <form className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2.5" onSubmit={(e) => { e.preventDefault(); walk.refetch(); }}>
        <div role="status" className="min-w-0 grow basis-72 self-center">
          {walk.error && !faults ? <FormError error={walk.error} /> : walk.data && !faults ? <Found found={walk.data} /> : <Signal lamp="off">The hash chain was not verified on this visit</Signal>}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" tone="quiet" aria-expanded={compares} onClick={() => setCompares(!compares)}>Against a noted head</Button>
          <Button size="sm" type="submit" busy={walk.isFetching}>{!walk.isFetching && <ShieldCheck className="size-3.5" aria-hidden />}Verify the chain</Button>
        </div>
        {compares && (
          <div className="w-full"><TextField label="Head noted earlier" mono placeholder="SEQUENCE:HASH" value={noted} errors={faults} onChange={(e) => setNoted(e.target.value)} hint="Proves that nothing up to it was rewritten since, even by someone who could compute every hash anew." /></div>
        )}
      </form>
    </section>
  );
}

function Found({ found }: { found: Verification }) {
  const head = `${found.head.sequence}:${found.head.hash}`;
  return (
    <div className="grid gap-1.5 text-sm">
      {found.fault
        ? <><Signal lamp="danger"><strong>The chain does not hold</strong></Signal><p className="break-words">{found.fault.detail}{found.fault.event_id && <> Its id is <Name>{found.fault.event_id}</Name>.</>}</p></>
        : <Signal lamp="clear">The chain holds: {some(found.verified, 'event')}{found.noted && ', the noted head among them'}</Signal>}
      {found.verified > 0 && !found.fault && (
        <p className="flex min-w-0 items-center gap-1 text-xs text-ink-soft"><span className="shrink-0">Head, to note elsewhere:</span> <Name className="min-w-0 truncate">{head}</Name><CopyIcon text={head} label="Copy the head" /></p>
      )}
    </div>
  );
}
