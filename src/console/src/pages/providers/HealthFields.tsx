import { TextField, Toggle } from '../../design/Field';
import type { FieldsProps } from './AccountFields';
import { Folded } from './Folded';
import type { ProviderDraft } from './providerDraft';

type Health = ProviderDraft['health'];
type Numbers = { [F in keyof Health]: Health[F] extends number ? F : never }[keyof Health];

const numbers: [name: Numbers, label: string, hint?: string][] = [
  ['consecutive_failures', 'Failures in a row', '0 switches it off.'],
  ['failure_percent', 'Failed calls, %', 'Of those in the window. 0 switches it off.'],
  ['window_seconds', 'Window, s'],
  ['min_calls', 'Calls in it at least'],
  ['slow_ms', 'Slow from, ms', '0 switches it off.'],
  ['slow_percent', 'Slow calls, %'],
  ['stalled_ms', 'No answer at all for, ms', '0 switches it off.'],
  ['cooldown_seconds', 'Kept away for, s', 'Doubled each time a probe fails.'],
  ['max_cooldown_seconds', 'and at most, s'],
  ['half_open_calls', 'Calls that probe'],
  ['throttle_seconds', 'After a 429, s', 'Or Retry-After, when longer.'],
  ['probe_interval_seconds', 'Probe every, s', '0: never without a call.'],
  ['probe_failures', 'Failed probes'],
];

/** The fields that stand here, to know which faults do. */
export const healthFields = numbers.map(([name]) => `health.${name}`);

/** When calls keep away from the provider. */
export function HealthFields({ draft, set, errors }: FieldsProps) {
  const change = (part: Partial<Health>) => set({ health: { ...draft.health, ...part } });
  return (
    <Folded title="Health: when calls keep away" names={healthFields} errors={errors}>
      <Toggle label="Keep calls away from what fails or is throttled" hint="They go to another deployment meanwhile, if there is one." checked={draft.health.enabled} onChange={(enabled) => change({ enabled })} />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {numbers.map(([name, label, hint]) => (
          <TextField key={name} label={label} type="number" min={0} disabled={!draft.health.enabled} value={draft.health[name]} errors={errors[`health.${name}`]} hint={hint}
            onChange={(e) => change({ [name]: e.target.valueAsNumber || 0 })} />
        ))}
      </div>
      <Toggle label="Call it after all when nothing healthy is left" hint="Otherwise callers get 503 no-healthy-upstream at once, with the time to come again." disabled={!draft.health.enabled} checked={draft.health.last_resort} onChange={(last_resort) => change({ last_resort })} />
    </Folded>
  );
}
