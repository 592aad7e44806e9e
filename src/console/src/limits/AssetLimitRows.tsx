import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useTargets } from '../access/useTargets';
import { Button, IconButton } from '../design/Button';
import { TextField } from '../design/Field';
import { AmountField } from './AmountField';
import type { AssetLimits } from './limits';
import { QuotaRows } from './QuotaRows';

/** Further limits for single models or route groups. */
export function AssetLimitRows({ assets, onChange, errors }: { assets: readonly AssetLimits[]; onChange: (assets: AssetLimits[]) => void; errors: Record<string, string[]> }) {
  const list = useId();
  const targets = useTargets();
  return (
    <div className="grid gap-3">
      {assets.map((one, i) => {
        const at = `limits.assets[${i}]`;
        const put = (change: Partial<AssetLimits>) => onChange(assets.map((other, j) => (j === i ? { ...other, ...change } : other)));
        const fault = errors[`${at}.asset`];
        return (
          <div key={i} className="grid gap-3 rounded-lg border border-line p-3">
            <div className="flex items-end gap-2">
              <div className="min-w-0 grow"><TextField label="Model or route group" mono required list={list} value={one.asset ?? ''} {...(fault ? { errors: fault } : {})} onChange={(e) => put({ asset: e.target.value })} /></div>
              <IconButton label={`Remove the limits for ${one.asset || 'this target'}`} onClick={() => onChange(assets.filter((_, j) => j !== i))}><X aria-hidden /></IconButton>
            </div>
            <div className="grid grid-cols-3 gap-2">
              <AmountField label="Requests / min" value={one.rpm} errors={errors[`${at}.rpm`]} onChange={(rpm) => put({ rpm })} />
              <AmountField label="Tokens / min" value={one.tpm} errors={errors[`${at}.tpm`]} onChange={(tpm) => put({ tpm })} />
              <AmountField label="At once" value={one.concurrency} errors={errors[`${at}.concurrency`]} onChange={(concurrency) => put({ concurrency })} />
            </div>
            <QuotaRows quotas={one.quotas ?? []} at={`${at}.quotas`} errors={errors} onChange={(quotas) => put({ quotas })} />
          </div>
        );
      })}
      <datalist id={list}>{(targets.data ?? []).map((t) => <option key={t.name} value={t.name} />)}</datalist>
      <div><Button size="sm" onClick={() => onChange([...assets, { asset: '', quotas: [] }])}><Plus className="size-3.5" aria-hidden />Limits for one target</Button></div>
    </div>
  );
}
