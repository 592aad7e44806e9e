import { useState } from 'react';
import type { RouteGroup, Schemas } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { SelectField, TextField, Toggle } from '../../design/Field';
import { duration, money } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Table } from '../../design/Table';
import { SubjectPicker } from '../access/SubjectPicker';
import { HealthSignal } from './HealthSignal';
import { HedgeForecast } from './HedgeForecast';
import { useRehearsal, type Rehearsal } from './useRouting';

const apis = [['chat_completions', 'Chat Completions'], ['responses', 'Responses'], ['messages', 'Messages'], ['embeddings', 'Embeddings']] as const;
const needs = ['tools', 'images', 'structured_output', 'reasoning', 'pdf', 'audio'];

/** Where would a call go, and why: answered by the code that routes calls, without one. */
export function RehearsalPanel({ group }: { group: RouteGroup }) {
  const [organization, setOrganization] = useState<string>();
  const [subject, setSubject] = useState<string>();
  const [api, setApi] = useState<string>('chat_completions');
  const [shape, setShape] = useState<Required<Schemas['RehearsalShape']>>({ needs: [], text_bytes: 2000, output_tokens: null, stream: false });
  const answer = useRehearsal(subject, group.key, shape, api);
  const set = (change: Partial<typeof shape>) => setShape({ ...shape, ...change });
  const toggle = (need: string) => set({ needs: shape.needs.includes(need) ? shape.needs.filter((n) => n !== need) : [...shape.needs, need] });
  return (
    <Panel title="Where would a call go?" note="nothing is sent">
      <div className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <SubjectPicker organizationId={organization} subject={subject} onChange={(id, next) => { setOrganization(id); setSubject(next); }} />
          <SelectField label="API" value={api} onChange={(e) => setApi(e.target.value)}>{apis.map(([value, label]) => <option key={value} value={value}>{label}</option>)}</SelectField>
          <TextField label="Text in the prompt, bytes" type="number" min={1} value={shape.text_bytes} onChange={(e) => set({ text_bytes: Math.max(1, e.target.valueAsNumber || 1) })} />
          <TextField label="Longest answer, tokens" type="number" min={1} value={shape.output_tokens ?? ''} placeholder="not said" onChange={(e) => set({ output_tokens: e.target.valueAsNumber || null })} />
          <div className="flex items-end pb-1.5"><Toggle label="Streamed" checked={shape.stream} onChange={(stream) => set({ stream })} /></div>
        </div>
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 text-xs font-medium text-ink-soft">It makes use of</legend>
          <div className="flex flex-wrap gap-1.5">
            {needs.map((need) => (
              <button key={need} type="button" aria-pressed={shape.needs.includes(need)} onClick={() => toggle(need)}
                className={`rounded-full border px-2.5 py-0.5 text-xs ${shape.needs.includes(need) ? 'border-transparent bg-brand text-on-brand' : 'border-line-strong text-ink-soft hover:border-ink-faint'}`}>
                {need.replaceAll('_', ' ')}
              </button>
            ))}
          </div>
        </fieldset>
        {subject ? <Loaded query={answer} permission="route_groups:read" rows={3}>{(data) => <Outcome answer={data} />}</Loaded>
          : <p className="text-sm text-ink-soft">Choose who calls. The answer is the one that a call made now would get: who may, who can, who is healthy, and in which order they would be tried.</p>}
      </div>
    </Panel>
  );
}

function Outcome({ answer }: { answer: Rehearsal }) {
  return (
    <div className="grid gap-3" aria-live="polite">
      {answer.refusal ? (
        <p className="text-sm"><Badge lamp="danger" mono>{`${answer.refusal.status} ${answer.refusal.code ?? ''}`}</Badge> <span className="text-ink-soft">{answer.refusal.message}</span></p>
      ) : (
        <p className="text-sm">
          It would go to <Name className="font-semibold">{answer.order[0]}</Name> <Badge mono>{answer.route_reason}</Badge>
          {answer.order.length > 1 && <span className="text-ink-soft"> and after a failure to {answer.order.slice(1).join(', ')}</span>}
          {answer.is_sticky && <span className="text-ink-soft">; this caller stays there</span>}
        </p>
      )}
      {!answer.refusal && <HedgeForecast hedge={answer.hedge} />}
      <Table cards bleed label="Members as they stand for this call" columns={['Model', 'Share', 'Latency', 'Cost', 'Score', 'Deployments']}>
        {answer.members.map((m) => (
          <tr key={m.model + m.deployments[0]?.deployment}>
            <td><Name>{m.model}</Name></td>
            <td className="tabular-nums">{`${Math.round(m.share * 100)} %`}</td>
            <td className="tabular-nums">{duration(m.latency_ms)}</td>
            <td className="tabular-nums">{money(m.cost_usd == null ? null : m.cost_usd * 1_000_000)}</td>
            <td className="tabular-nums">{m.score == null ? '–' : m.score.toFixed(2)}</td>
            <td>
              <ul className="grid gap-0.5">
                {m.deployments.map((d) => (
                  <li key={d.deployment} className="flex flex-wrap items-center gap-x-2">
                    <Name>{d.deployment}</Name>
                    {d.place != null && <Badge lamp={Number(d.place) === 1 ? 'clear' : 'off'}>{`tried ${d.place}.`}</Badge>}
                    {!d.eligible && <Badge lamp="caution" title="Cannot serve this request">{`lacks ${d.lacks}`}</Badge>}
                    <HealthSignal health={d.health} waitMs={d.retry_after_ms == null ? null : Number(d.retry_after_ms)} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
