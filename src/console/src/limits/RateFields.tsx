import { SelectField, Toggle } from '../design/Field';
import { AmountField } from './AmountField';
import type { Limits } from './limits';
import { QueueFields } from './QueueFields';
import { QuotaRows } from './QuotaRows';
import { TimeZoneField } from './TimeZoneField';

interface Props {
  limits: Limits;
  set: (change: Partial<Limits>) => void;
  errors: Record<string, string[]>;
}

/** Rates, calls at once, quotas, and how all of them count. */
export function RateFields({ limits, set, errors }: Props) {
  const { token_weights: weights, quotas = [] } = limits;
  const weigh = (change: Partial<NonNullable<Limits['token_weights']>>) => set({ token_weights: { cached: 1, cache_write: 1, reasoning: 1, ...weights, ...change } });
  return (
    <>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-4">
        <AmountField label="Requests per minute" placeholder="no limit" value={limits.rpm} errors={errors['limits.rpm']} onChange={(rpm) => set({ rpm })} />
        <AmountField label="Burst" placeholder="no limit" value={limits.burst} errors={errors['limits.burst']} hint="Of these, at once." onChange={(burst) => set({ burst })} />
        <AmountField label="Tokens per minute" placeholder="no limit" value={limits.tpm} errors={errors['limits.tpm']} onChange={(tpm) => set({ tpm })} />
        <AmountField label="Calls at once" placeholder="no limit" value={limits.concurrency} errors={errors['limits.concurrency']} onChange={(concurrency) => set({ concurrency })} />
      </div>
      <QuotaRows quotas={quotas} at="limits.quotas" errors={errors} onChange={(next) => set({ quotas: next })} />
      {(quotas.length > 0 || limits.time_zone || limits.assets?.some((one) => one.quotas?.length)) && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TimeZoneField value={limits.time_zone} errors={errors['limits.time_zone']} hint="Whose days and months the quotas go by." onChange={(time_zone) => set({ time_zone })} />
          <SelectField label="A call beyond a quota gets" value={limits.quota_status ?? 403} errors={errors['limits.quota_status']} onChange={(e) => set({ quota_status: Number(e.target.value) })}>
            <option value={403}>403, which SDKs do not repeat</option>
            <option value={429}>429 with Retry-After</option>
          </SelectField>
        </div>
      )}
      <QueueFields limits={limits} set={set} errors={errors} />
      <details className="group" open={!!weights}>
        <summary className="cursor-pointer text-xs font-medium text-ink-soft hover:text-ink">How much tokens count</summary>
        <div className="mt-2 grid grid-cols-3 gap-4">
          <AmountField label="Cached" decimal value={weights?.cached ?? 1} errors={errors['limits.token_weights.cached']} onChange={(cached) => weigh({ cached: cached ?? 1 })} />
          <AmountField label="Cache write" decimal value={weights?.cache_write ?? 1} errors={errors['limits.token_weights.cache_write']} onChange={(cache_write) => weigh({ cache_write: cache_write ?? 1 })} />
          <AmountField label="Reasoning" decimal value={weights?.reasoning ?? 1} errors={errors['limits.token_weights.reasoning']} onChange={(reasoning) => weigh({ reasoning: reasoning ?? 1 })} />
        </div>
      </details>
      <div className="grid gap-3 sm:grid-cols-2">
        <Toggle label="Cut streams off" checked={limits.cut_off ?? false} hint="A stream that gets longer than was held for it ends when tokens run out, as one that reached its length." onChange={(cut_off) => set({ cut_off })} />
        <Toggle label="Exact" checked={limits.exact ?? false} hint="With several instances each call asks the shared count: a round trip per call." onChange={(exact) => set({ exact })} />
        <Toggle label="Exempt" checked={limits.exempt ?? false} hint="Calls are counted at all levels and refused at none, whatever it costs." onChange={(exempt) => set({ exempt })} />
      </div>
    </>
  );
}
