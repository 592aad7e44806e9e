import { useState } from 'react';
import type { Canary } from '../../api/types';
import { Badge, Name, Signal, type Lamp } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Confirm } from '../../design/Confirm';
import { TextField } from '../../design/Field';
import { duration } from '../../design/format';
import { Facts, Panel } from '../../design/Page';
import { Table } from '../../design/Table';
import { When } from '../../design/When';
import { useMay } from '../../session/session';
import { useCanaryDeed } from './useCanary';

const states: Record<string, [Lamp, string]> = {
  running: ['clear', 'under way'], paused: ['caution', 'paused'], done: ['clear', 'done'], aborted: ['off', 'aborted'], rolled_back: ['danger', 'taken back'], superseded: ['off', 'superseded'],
};

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** The promotion by steps that is under way, and those of before with what became of them. */
export function CanaryPanel({ feature, canaries }: { feature: string; canaries: Canary[] }) {
  const open = canaries.find((c) => c.ended_at === null);
  const ended = canaries.filter((c) => c.ended_at !== null);
  return (
    <Panel title="Promotion by steps" note={open ? `${open.candidate} beside ${open.primary}` : 'none under way'} flush>
      {open && <Progress feature={feature} canary={open} />}
      {ended.length > 0 && (
        <Table cards label="Promotions by steps" columns={['When', 'Candidate', 'Outcome', 'What became of it']}>
          {ended.map((c) => (
            <tr key={c.id}>
              <td><When at={c.started_at} /></td><td><Name className="font-semibold">{c.candidate}</Name></td><td><State state={c.state} /></td>
              <td className="max-w-96 text-xs text-ink-soft"><Log canary={c} /></td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}

function State({ state }: { state: string }) {
  const [lamp, word] = states[state] ?? ['off', state];
  return <Signal lamp={lamp}>{word}</Signal>;
}

const Log = ({ canary }: { canary: Canary }) => (
  <ol className="grid gap-0.5">
    {canary.log.map((e, i) => <li key={i}><When at={e.at} /> {e.action.replaceAll('_', ' ')} at {e.percent} % by {e.actor}{e.evidence && `, after ${e.evidence.calls} calls with ${e.evidence.failures} failed`}{e.reason && `: ${e.reason}`}</li>)}
  </ol>
);

function Progress({ feature, canary }: { feature: string; canary: Canary }) {
  const may = useMay('route_groups:promote');
  const [aborting, setAborting] = useState(false);
  const [reason, setReason] = useState('');
  const deed = useCanaryDeed(feature, () => setAborting(false));
  const steps = canary.plan.steps ?? [];
  const bake = (steps[canary.step]?.bake_minutes ?? 0) * 60;
  const { figures } = canary;
  const waits = canary.state === 'paused' ? 'paused' : canary.baked_seconds < bake ? `${duration((bake - canary.baked_seconds) * 1000)} to go` : `waits for ${canary.plan.min_calls ?? 20} calls`;
  const act = (kind: 'pause' | 'resume' | 'abort') => deed.mutate({ kind, canary, reason: kind === 'abort' ? reason.trim() : '' });
  return (
    <div className="grid gap-4 border-b border-line p-4">
      <ol aria-label="Steps" className="flex flex-wrap items-center gap-1.5">
        {steps.map((step, i) => (
          <li key={i} aria-current={i === canary.step ? 'step' : undefined}
            className="grid min-w-20 grow gap-1 rounded-lg border border-line px-3 py-2 text-sm aria-[current=step]:border-brand aria-[current=step]:bg-brand-soft">
            <span className="font-semibold tabular-nums">{step.percent} %</span>
            <span className="text-2xs text-ink-faint">{i < canary.step ? 'over' : i === canary.step ? waits : `for ${step.bake_minutes ?? 15} min`}</span>
            <span className="h-1 overflow-hidden rounded-full bg-sunken" aria-hidden><span className="block h-full bg-brand" style={{ width: `${i < canary.step ? 100 : i > canary.step ? 0 : bake === 0 ? 100 : Math.min(100, (canary.baked_seconds / bake) * 100)}%` }} /></span>
          </li>
        ))}
      </ol>
      <Facts items={[
        ['State', <State key="s" state={canary.state} />],
        ['Its calls in this step', figures ? `${figures.calls}, ${figures.failures} failed` : '–'],
        ['Failures', figures?.errors ? `${percent(figures.errors.value)} (${percent(figures.errors.low)} to ${percent(figures.errors.high)})` : null],
        ['Latency beside the primary', figures?.latency_ratio ? `${figures.latency_ratio.value.toFixed(2)}× (${figures.latency_ratio.low.toFixed(2)} to ${figures.latency_ratio.high.toFixed(2)})` : null],
        ['Cost beside the primary', figures?.cost_ratio ? `${figures.cost_ratio.value.toFixed(2)}×` : null],
        ['Begun by', canary.actor], ['Reason', canary.reason],
      ]} />
      <div className="flex flex-wrap items-center gap-2">
        {canary.state === 'running'
          ? <Button size="sm" disabled={!may} busy={deed.isPending} onClick={() => act('pause')}>Pause</Button>
          : <Button size="sm" disabled={!may} busy={deed.isPending} onClick={() => act('resume')}>Resume</Button>}
        <Button size="sm" tone="danger" disabled={!may} onClick={() => setAborting(true)}>Abort…</Button>
        <Badge lamp="note" title="Beyond doubt: the favorable end of the 95 per cent interval is over the bound">taken back over {canary.plan.max_error_percent ?? 'any'} % failures</Badge>
      </div>
      {aborting && (
        <Confirm title={`Abort the promotion of ${canary.candidate}?`} action="Abort" busy={deed.isPending} error={deed.error} onClose={() => setAborting(false)} onConfirm={() => act('abort')}>
          <p>From the next call on <Name className="font-semibold">{canary.primary}</Name> serves all of <Name>{feature}</Name> again. Calls that are under way end where they began.</p>
          <TextField label="Reason" value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} hint="Optional; kept in the history and the audit log." />
        </Confirm>
      )}
    </div>
  );
}
