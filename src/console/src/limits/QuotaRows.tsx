import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../design/Button';
import { SelectField } from '../design/Field';
import { errorsUnder } from '../api/problem';
import { AmountField } from './AmountField';
import { periods, type Quota } from './limits';

interface Props {
  quotas: readonly Quota[];
  onChange: (quotas: Quota[]) => void;
  errors: Record<string, string[]>;
  /** Where they stand, as the API names it. */
  at: string;
}

/** Requests or tokens per period of the calendar. */
export function QuotaRows({ quotas, onChange, errors, at }: Props) {
  const put = (i: number, quota: Quota) => onChange(quotas.map((one, j) => (j === i ? quota : one)));
  return (
    <div className="grid gap-2">
      {quotas.map((quota, i) => {
        const kind = quota.tokens != null ? 'tokens' : 'requests';
        const faults = Object.entries(errors).filter(([name]) => name === `${at}[${i}]` || name.startsWith(`${at}[${i}].`)).flatMap(([, messages]) => messages);
        return (
          // Rows have no names of their own, and are only added and removed at the end or by hand.
          <div key={i} className="flex items-end gap-2">
            <div className="grid min-w-0 grow grid-cols-3 gap-2">
              <AmountField label="Quota" value={quota[kind] ?? null} required errors={faults.length > 0 ? faults : undefined} onChange={(value) => put(i, { period: quota.period ?? 'day', [kind]: value })} />
              <SelectField label="Of" value={kind} onChange={(e) => put(i, { period: quota.period ?? 'day', [e.target.value]: quota[kind] ?? null })}><option>requests</option><option>tokens</option></SelectField>
              <SelectField label="Per" value={quota.period ?? 'day'} onChange={(e) => put(i, { ...quota, period: e.target.value })}>{periods.map((p) => <option key={p}>{p}</option>)}</SelectField>
            </div>
            <IconButton label={`Remove quota ${i + 1}`} onClick={() => onChange(quotas.filter((_, j) => j !== i))}><X aria-hidden /></IconButton>
          </div>
        );
      })}
      {errorsUnder(errors, at) && quotas.length === 0 && <p role="alert" className="text-xs text-danger">{errorsUnder(errors, at)!.join(' ')}</p>}
      <div><Button size="sm" onClick={() => onChange([...quotas, { requests: null, period: 'day' }])}><Plus className="size-3.5" aria-hidden />Quota</Button></div>
    </div>
  );
}
