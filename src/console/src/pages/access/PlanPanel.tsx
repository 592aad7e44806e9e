import { X } from 'lucide-react';
import { GrantForm } from '../../access/GrantForm';
import { grantText } from '../../access/grants';
import { GrantWords } from '../../access/GrantWords';
import { untyped, type TypedGrant } from '../../access/typed';
import { IconButton } from '../../design/Button';
import { Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { steps, taking, type BulkPlan, type Verb } from './bulkPlan';

const verbs = [{ value: 'add', label: 'Add a grant' }, { value: 'remove', label: 'Remove a grant' }] as const;
const modes = [{ value: 'leave', label: 'As it is' }, { value: 'inherit', label: 'Inherit' }, { value: 'restrict', label: 'Restrict' }] as const;

interface Props {
  plan: BulkPlan;
  onChange: (plan: BulkPlan) => void;
  /** What stands in the form, and counts although it is not taken yet. */
  typed: TypedGrant;
  onType: (typed: TypedGrant) => void;
  verb: Verb;
  onVerb: (verb: Verb) => void;
}

/** What is to be done at every chosen scope: another mode, grants to add, grants to take away. */
export function PlanPanel({ plan, onChange, typed, onType, verb, onVerb }: Props) {
  const planned = steps(plan);
  return (
    <Panel title="What" note={planned.length > 0 ? 'at each chosen place' : undefined}>
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5"><span className="text-xs font-medium text-ink-soft">Mode</span><Segmented label="Mode" value={plan.mode ?? 'leave'} options={modes} onChange={(mode) => onChange({ ...plan, mode: mode === 'leave' ? undefined : mode })} /></div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5"><span className="text-xs font-medium text-ink-soft">Grants</span><Segmented label="What is done" value={verb} options={verbs} onChange={(next) => { onVerb(next); onType({ ...untyped, asset: typed.asset }); }} /></div>
        <GrantForm typed={typed} onType={onType} bare={verb === 'remove'} action="Take this" onSubmit={() => { onChange(taking(plan, verb, typed)); onType(untyped); }} />
        {planned.length > 0 && (
          <ol aria-label="The change" className="grid divide-y divide-line">
            {planned.map(({ words, grant, without }) => {
              const step = grant ? `${words} ${grantText(grant)}` : words;
              return <li key={step} className="flex items-center gap-2 py-1 text-sm"><span>{words}</span>{grant && <span className="min-w-0 text-xs"><GrantWords grant={grant} /></span>}<IconButton label={`Not: ${step}`} className="ml-auto" onClick={() => onChange(without)}><X aria-hidden /></IconButton></li>;
            })}
          </ol>
        )}
      </div>
    </Panel>
  );
}
