import { Button } from '../../design/Button';
import { capabilities } from './modelDraft';

interface Props {
  /** The operator's own; null leaves it to the catalog. */
  chosen: string[] | null;
  /** The catalog's. */
  known: readonly string[] | null;
  onChange: (chosen: string[] | null) => void;
  errors?: string[];
}

/** What the deployment can do, as the catalog of the Build half shows it. */
export function CapabilityPicker({ chosen, known, onChange, errors }: Props) {
  const shown = chosen ?? known ?? [];
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-soft">Capabilities</legend>
      <div className="flex flex-wrap gap-1.5">
        {capabilities.map((name) => (
          <label key={name} className="inline-flex items-center rounded-full border border-line-strong px-2.5 py-0.5 text-xs text-ink-soft has-checked:border-brand has-checked:bg-brand-soft has-checked:text-brand has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand">
            <input type="checkbox" className="sr-only" checked={shown.includes(name)} onChange={(e) => onChange(capabilities.filter((c) => (c === name ? e.target.checked : shown.includes(c))))} />
            {name.replaceAll('_', ' ')}
          </label>
        ))}
      </div>
      {errors ? <p role="alert" className="text-xs text-danger">{errors.join(' ')}</p> : (
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-faint">
          {chosen === null ? (known ? 'From the catalog.' : 'Nothing said.') : 'Your own.'}
          {chosen !== null && <Button size="sm" tone="quiet" onClick={() => onChange(null)}>{known ? 'Back to the catalog’s' : 'Say nothing'}</Button>}
        </p>
      )}
    </fieldset>
  );
}
