import type { Access } from '../api/types';
import { Name } from '../design/Badge';
import { effective } from './effective';
import { GrantPicker } from './GrantPicker';
import { ModeChoice } from './ModeChoice';

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
  const outcome = effective(above, access);
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-xs font-medium text-ink-soft">Access</legend>
      <ModeChoice mode={access.mode} onChange={(mode) => onChange({ ...access, mode })} aboveName={aboveName} />
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
