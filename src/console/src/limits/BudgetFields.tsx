import { Button } from '../design/Button';
import { SelectField, TextField, Toggle } from '../design/Field';
import { fromLocalInput, toLocalInput } from '../design/format';
import { Segmented } from '../design/Segmented';
import { AmountField } from './AmountField';
import { periods, type Budget } from './limits';
import { ThresholdsField } from './ThresholdsField';
import { TimeZoneField } from './TimeZoneField';

interface Props {
  budget: Budget | null;
  onChange: (budget: Budget | null) => void;
  errors: Record<string, string[]>;
}

const strictness = [{ value: 'hard', label: 'Hard' }, { value: 'soft', label: 'Soft' }] as const;

/** How much calls may cost in a period, what happens then, and a raise that ends by itself. */
export function BudgetFields({ budget, onChange, errors }: Props) {
  if (!budget) {
    return (
      <div className="grid justify-items-start gap-2">
        <p className="text-sm text-ink-soft">No budget here. Those of the levels above hold all the same.</p>
        <Button onClick={() => onChange({ amount: null, period: 'month', hard: true })}>Set a budget</Button>
      </div>
    );
  }
  const set = (change: Partial<Budget>) => onChange({ ...budget, ...change });
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <AmountField label="Budget, US dollars" decimal required value={budget.amount} errors={errors['budget.amount']} onChange={(amount) => set({ amount })} />
        <SelectField label="Per" value={budget.period ?? 'month'} errors={errors['budget.period']} onChange={(e) => set({ period: e.target.value })}>{periods.map((p) => <option key={p}>{p}</option>)}</SelectField>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented label="What happens beyond it" value={budget.hard === false ? 'soft' : 'hard'} options={strictness} onChange={(value) => set({ hard: value === 'hard' })} />
        <span className="text-xs text-ink-faint">{budget.hard === false ? 'Calls go on; the thresholds tell.' : 'Calls that may go beyond it are refused until it starts anew.'}</span>
      </div>
      <Toggle label="Cut streams off at its end" checked={budget.cut_off ?? false} hint="Else one that gets dearer than was held for it goes on, and what it took beyond counts." onChange={(cut_off) => set({ cut_off })} />
      <div className="grid gap-4 sm:grid-cols-2">
        <ThresholdsField value={budget.thresholds} errors={errors['budget.thresholds']} onChange={(thresholds) => set({ thresholds })} />
        <TimeZoneField value={budget.time_zone} errors={errors['budget.time_zone']} hint="Whose days and months." onChange={(time_zone) => set({ time_zone })} />
      </div>
      {budget.raise ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <AmountField label="Raised by, US dollars" decimal required value={budget.raise.amount} errors={errors['budget.raise.amount']} onChange={(amount) => set({ raise: { ...budget.raise, amount } })} />
          <TextField label="Until" type="datetime-local" required value={toLocalInput(budget.raise.until)} {...(errors['budget.raise.until'] ? { errors: errors['budget.raise.until'] } : {})} hint="In your time zone. The raise ends by itself."
            onChange={(e) => set({ raise: { ...budget.raise, until: fromLocalInput(e.target.value) } })} />
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => set({ raise: budget.raise ? null : { amount: null, until: new Date(Date.now() + 7 * 86_400_000).toISOString() } })}>{budget.raise ? 'End the raise' : 'Raise it for a time'}</Button>
        <Button size="sm" tone="danger" onClick={() => onChange(null)}>No budget</Button>
      </div>
    </div>
  );
}
