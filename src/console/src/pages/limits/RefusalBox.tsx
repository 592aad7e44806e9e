import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState } from 'react';
import { levels, type Level } from '../../access/scopes';
import { useTargets } from '../../access/useTargets';
import { TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { LimitRow } from '../../limits/LimitRow';
import { useStandings } from '../../limits/useStandings';
import { SubjectPicker } from '../access/SubjectPicker';
import { RefusalAnswer } from './RefusalAnswer';

interface Asked {
  organization_id?: string | undefined;
  subject?: string | undefined;
  asset?: string | undefined;
  tokens?: string | undefined;
}

/** Why was a call refused, or would one be now: asked of the code that judges calls. */
export function RefusalBox({ asked }: { asked: Asked }) {
  const list = useId();
  const navigate = useNavigate();
  const targets = useTargets();
  const set = (change: Asked) => void navigate({ to: '/limits', search: { ...asked, ...change }, replace: true });
  const [level = '', id = ''] = asked.subject?.split(':') ?? [];
  const [target, setTarget] = useState(asked.asset ?? '');
  useEffect(() => setTarget(asked.asset ?? ''), [asked.asset]);
  const scope = levels.includes(level as Level) && id ? { level: level as Level, id } : null;
  const standings = useStandings(scope, asked.asset, Number(asked.tokens) || undefined);
  return (
    <Panel title="Why was it refused?" note="or: would it be?">
      <div className="grid gap-4">
        <form className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4" onSubmit={(e) => { e.preventDefault(); set({ asset: target.trim() || undefined }); }}>
          <SubjectPicker organizationId={asked.organization_id} subject={asked.subject} onChange={(organization_id, subject) => set({ organization_id, subject })} />
          <TextField label="What it calls" mono list={list} value={target} placeholder="Model or route group" onBlur={() => set({ asset: target.trim() || undefined })}
            onChange={(e) => {
              setTarget(e.target.value);
              // What is chosen from the list is asked at once.
              if (targets.data?.some((t) => t.name === e.target.value)) set({ asset: e.target.value });
            }} />
          <datalist id={list}>{(targets.data ?? []).map((t) => <option key={t.name} value={t.name} />)}</datalist>
          <TextField label="Tokens it may take" inputMode="numeric" pattern="[0-9]*" placeholder="1" value={asked.tokens ?? ''} onChange={(e) => set({ tokens: e.target.value || undefined })} hint="Prompt and output cap together." />
        </form>
        {scope ? (
          <Loaded query={standings} permission="keys:read" rows={3}>
            {(data) => (
              <div className="grid gap-3">
                {data.verdict && <RefusalAnswer verdict={data.verdict} exempt={data.exempt} limits={data.limits} />}
                {!data.verdict && <p className="text-sm text-ink-soft">Say what it calls, and the answer says whether a call would be let in now.</p>}
                {data.limits.length > 0 && <ul aria-label="Limits that judge it" className="-mx-4 grid divide-y divide-line border-t border-line">{data.limits.map((one) => <LimitRow key={`${one.scope_id}/${one.limit}/${one.asset}`} limit={one} sharing={data.sharing} />)}</ul>}
              </div>
            )}
          </Loaded>
        ) : <p className="text-sm text-ink-soft">Choose whose calls. A call that was refused also says why itself: its request id, put into Requests, shows the limit and the level.</p>}
      </div>
    </Panel>
  );
}
