import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState } from 'react';
import { useTargets } from '../../access/useTargets';
import { send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Answer } from './Answer';
import { SubjectPicker } from './SubjectPicker';

interface Asked {
  organization_id?: string | undefined;
  subject?: string | undefined;
  asset?: string | undefined;
}

/** Why can X use Y, or why not: the gateway's own verdict, level by level. */
export function WhyBox({ asked }: { asked: Asked }) {
  const { subject, asset } = asked;
  const list = useId();
  const navigate = useNavigate();
  const targets = useTargets();
  const set = (change: Asked) => void navigate({ to: '/access', search: { ...asked, ...change }, replace: true });
  const [typed, setTyped] = useState(asset ?? '');
  useEffect(() => setTyped(asset ?? ''), [asset]);
  const ask = () => typed.trim() !== (asset ?? '') && set({ asset: typed.trim() || undefined });
  const answer = useQuery({
    queryKey: ['access-explain', subject, asset],
    queryFn: ({ signal }) => send<Schemas['ExplanationView']>('get', '/admin/api/access/explain', { params: { query: { subject, asset } }, signal }),
    enabled: !!subject && !!asset,
    retry: false,
  });
  return (
    <Panel title="Why can they use it, or why not?">
      <div className="grid gap-4">
        <form className="grid gap-4 md:grid-cols-3" onSubmit={(e) => { e.preventDefault(); ask(); }}>
          <SubjectPicker organizationId={asked.organization_id} subject={subject} onChange={(organization_id, next) => set({ organization_id, subject: next })} />
          <TextField label="What" mono list={list} value={typed} placeholder="Model or route group" onBlur={ask}
            onChange={(e) => {
              setTyped(e.target.value);
              // What is chosen from the list is asked at once.
              if (targets.data?.some((t) => t.name === e.target.value)) set({ asset: e.target.value });
            }} />
          <datalist id={list}>{(targets.data ?? []).map((t) => <option key={t.name} value={t.name} />)}</datalist>
        </form>
        {subject && asset ? <Loaded query={answer} permission="access:read" rows={3}>{(data) => <Answer answer={data} />}</Loaded>
          : <p className="text-sm text-ink-soft">Choose who wants to use what. The answer is the one a call gets, with what each level says and what would have to change.</p>}
      </div>
    </Panel>
  );
}
