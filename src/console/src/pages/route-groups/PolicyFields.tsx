import { SelectField } from '../../design/Field';
import { usePolicies } from '../policies/usePolicies';
import { strategies, type RouteGroupDraft } from './routeGroupDraft';

interface Props {
  draft: RouteGroupDraft;
  set: (change: Partial<RouteGroupDraft>) => void;
  errors: Record<string, string[]>;
}

const fallbacks = ['static', 'weighted', 'round_robin', 'priority', 'least_latency', 'least_cost'];

/** Which policy orders the members, and what decides where it does not. */
export function PolicyFields({ draft, set, errors }: Props) {
  const policies = usePolicies();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField label="Routing policy" required value={draft.policy ?? ''} onChange={(e) => set({ policy: e.target.value || null })} errors={errors['policy']} hint={policies.data?.length === 0 ? 'There is none yet: add one under Routing policies.' : 'It sees who can serve, and orders them.'}>
        <option value="" disabled>Choose…</option>
        {policies.data?.map((p) => <option key={p.id} value={p.name}>{p.name}{p.active_version ? '' : ' (no version in force)'}</option>)}
      </SelectField>
      <SelectField label="Where it does not decide" value={draft.policy_fallback ?? 'static'} onChange={(e) => set({ policy_fallback: e.target.value })} errors={errors['policy_fallback']} hint="When it fails, takes too long, or names nobody.">
        {strategies.filter((s) => fallbacks.includes(s.strategy)).map((s) => <option key={s.strategy} value={s.strategy}>{s.name}</option>)}
      </SelectField>
    </div>
  );
}
