import { useId } from 'react';
import type { Access } from '../api/types';
import { Name } from '../design/Badge';
import { effective } from './effective';
import { GrantPicker } from './GrantPicker';

interface Props {
  access: Access;
  onChange: (access: Access) => void;
  /** As the sentence calls what stands above: “the team web”. */
  aboveName: string;
  /** What that allows; left out where it is not known. */
  above?: readonly string[];
  errors?: string[];
}

/** Inherit or restrict, what a restriction lets through, and what comes of it. */
export function AccessEditor({ access, onChange, aboveName, above, errors }: Props) {
  const group = useId();
  const outcome = effective(above, access);
  const modes = [
    { mode: 'inherit', title: 'Inherit', text: `Whatever ${aboveName} allows, now and later.` },
    { mode: 'restrict', title: 'Restrict', text: `Only what is granted here, within what ${aboveName} allows.` },
  ];
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-xs font-medium text-ink-soft">Access</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {modes.map(({ mode, title, text }) => (
          <label key={mode} className="flex items-start gap-2.5 rounded-lg border border-line-strong px-3 py-2 has-checked:border-brand has-checked:bg-brand-soft">
            <input type="radio" name={group} className="mt-0.5 size-4 accent-brand" checked={access.mode === mode} onChange={() => onChange({ ...access, mode })} />
            <span className="text-sm"><span className="font-medium">{title}</span><span className="block text-xs text-ink-soft">{text}</span></span>
          </label>
        ))}
      </div>
      {access.mode === 'restrict' && <GrantPicker grants={access.grants} onChange={(grants) => onChange({ ...access, grants })} above={above} errors={errors} />}
      {outcome && <Outcome names={outcome} />}
    </fieldset>
  );
}

export function Outcome({ names }: { names: readonly string[] }) {
  return (
    <p className="text-xs text-ink-soft">
      {names.length === 0 ? <span className="text-caution">So nothing may be called from here.</span> : <>So it may call {names.length > 6 ? `${names.length} models and groups` : names.map((name, i) => <span key={name}>{i > 0 && ', '}<Name className="text-ink">{name}</Name></span>)}.</>}
    </p>
  );
}
