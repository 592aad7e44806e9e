import { SelectField, TextField } from '../design/Field';
import { withAmount, withLimit, type LimitsAndBudget } from './limitsDraft';

interface Props {
  value: LimitsAndBudget;
  onChange: (change: Partial<LimitsAndBudget>) => void;
  errors: Record<string, string[]>;
}

/** How much may be taken at one level. What stands at the levels above holds besides. */
export function LimitsEditor({ value: { limits, budget }, onChange, errors }: Props) {
  const limit = (name: 'rpm' | 'tpm' | 'concurrency', label: string) => (
    <TextField label={label} type="number" min={1} step={1} inputMode="numeric" placeholder="No limit" value={limits?.[name] ?? ''}
      onChange={(e) => onChange({ limits: withLimit(limits, name, e.target.value) })} errors={errors[`limits.${name}`]} />
  );
  const further = !!limits && (!!limits.quotas?.length || !!limits.assets?.length || limits.burst != null);
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-xs font-medium text-ink-soft">Limits and budget</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        {limit('rpm', 'Requests per minute')}
        {limit('tpm', 'Tokens per minute')}
        {limit('concurrency', 'Calls at once')}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField label="Budget, USD" type="number" min={0} step="any" inputMode="decimal" placeholder="No budget" value={budget?.amount ?? ''}
          onChange={(e) => onChange({ budget: withAmount(budget, e.target.value) })} errors={errors['budget.amount']} />
        <SelectField label="Per" disabled={!budget} value={budget?.period ?? 'month'} onChange={(e) => onChange({ budget: { ...budget, period: e.target.value } })} errors={errors['budget.period']}>
          {['hour', 'day', 'week', 'month'].map((period) => <option key={period}>{period}</option>)}
        </SelectField>
        <SelectField label="Beyond it" disabled={!budget} value={budget?.hard === false ? 'soft' : 'hard'} onChange={(e) => onChange({ budget: { ...budget, hard: e.target.value === 'hard' } })}>
          <option value="hard">Calls are refused</option>
          <option value="soft">Calls go on, it is told</option>
        </SelectField>
      </div>
      <p className="text-xs text-ink-faint">
        {further ? 'Quotas, bursts and limits of single models stand here too; they stay as they are and are changed through the API or YAML.' : 'All that applies holds together: of this level and of those above.'}
      </p>
    </fieldset>
  );
}
