import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { routeGroups } from '../../api/resources';
import type { Policy, Schemas } from '../../api/types';
import { Name } from '../../design/Badge';
import { Button } from '../../design/Button';
import { SelectField, TextField } from '../../design/Field';
import { count, microseconds, money } from '../../design/format';
import { Facts, Panel } from '../../design/Page';
import { FormError } from '../../design/States';
import { right, Table } from '../../design/Table';
import { useMay } from '../../session/session';
import { useTrial } from './usePolicies';

const percent = (value: number) => `${Math.round(value * 1000) / 10} %`;
const usd = (value: number | null) => (value === null ? 'a price is missing' : money(value * 1_000_000));
const words = (outcomes: Record<string, number>) => Object.entries(outcomes).map(([word, times]) => `${word} ${times}`).join(', ') || '–';

/** Tries a version on recorded calls, beside what decides now. */
export function TrialPanel({ policy }: { policy: Policy }) {
  const may = useMay('policies:write');
  const groups = useQuery({ queryKey: ['route-groups'], queryFn: ({ signal }) => routeGroups.list({}, signal) });
  const [group, setGroup] = useState<string | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const [calls, setCalls] = useState(200);
  const trial = useTrial(policy.id);
  const errors = fieldErrors(trial.error);
  const version = asked ?? policy.latest_version;
  const chosen = group ?? groups.data?.find((g) => g.policy === policy.name)?.key ?? groups.data?.[0]?.key ?? '';
  return (
    <Panel title="Test on recorded requests" note="nothing is sent to a provider">
      <div className="grid gap-4">
        <form className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[2fr_1fr_1fr_auto]" onSubmit={(e) => { e.preventDefault(); trial.mutate({ route_group: chosen, version, calls }); }}>
          <div className="col-span-2 sm:col-span-1"><SelectField label="Calls of route group" value={chosen} onChange={(e) => setGroup(e.target.value)} errors={errors['route_group']}>{groups.data?.map((g) => <option key={g.id}>{g.key}</option>)}</SelectField></div>
          <TextField label="Version" type="number" min={1} max={policy.latest_version} value={version} onChange={(e) => setAsked(e.target.valueAsNumber || null)} errors={errors['version']} />
          <TextField label="Newest calls" type="number" min={1} max={1000} value={calls} onChange={(e) => setCalls(e.target.valueAsNumber || 1)} errors={errors['calls']} />
          <Button type="submit" tone="primary" className="col-span-2 sm:col-span-1 sm:mt-5.5" busy={trial.isPending} disabled={!may || !chosen}>Test</Button>
        </form>
        <FormError error={trial.error} shown={['route_group', 'version', 'calls']} />
        {trial.data && <Report trial={trial.data} />}
      </div>
    </Panel>
  );
}

function Report({ trial }: { trial: Schemas['PolicyTrialView'] }) {
  if (trial.calls === 0) return <p role="status" className="text-sm text-ink-soft">No call of {trial.route_group} is on record in the last week. Make some, or choose another group.</p>;
  return (
    <section aria-label="What would change" className="grid gap-4">
      <Facts items={[
        ['Calls', count(trial.calls)], ['Would go elsewhere', `${count(trial.changed)}, ${percent(trial.changed / trial.calls)}`], ['Compared with', trial.compared_with],
        [`Cost by version ${trial.version}`, usd(trial.cost_usd)], ['Cost now', usd(trial.current_cost_usd)],
        ['What came of asking', words(trial.outcomes)], ['A run took, half / 95 %', `${microseconds(trial.p50_us)} / ${microseconds(trial.p95_us)}`],
      ]} />
      <Table cards bleed label="Shares" columns={['Member', { label: 'Now', right: true }, { label: `Version ${trial.version}`, right: true }]}>
        {trial.members.map((m) => <tr key={m.model}><td><Name>{m.model}</Name></td><td className={right}>{percent(m.current_share)}</td><td className={right}>{percent(m.share)}</td></tr>)}
      </Table>
      {trial.examples.length > 0 && (
        <Table cards bleed label="Examples" columns={['Request', 'Now', `Version ${trial.version}`, 'Outcome', 'Why']}>
          {trial.examples.map((e) => <tr key={e.request_id}><td><Link to="/requests" search={{ request: e.request_id }} className="hover:underline"><Name>{e.request_id}</Name></Link></td><td><Name>{e.from ?? '–'}</Name></td><td><Name>{e.to ?? '–'}</Name></td><td>{e.outcome}</td><td className="text-ink-soft">{e.reason ?? '–'}</td></tr>)}
        </Table>
      )}
      <p className="text-xs text-ink-faint">By what is on record of each call: API, stream, tokens and who called. Tools and images are not on record; members are taken as they stand now.</p>
    </section>
  );
}
