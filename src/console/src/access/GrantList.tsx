import { Pencil, Trash2 } from 'lucide-react';
import type { Grant } from '../api/types';
import { Badge, Name } from '../design/Badge';
import { IconButton } from '../design/Button';
import { some } from '../design/format';
import { When } from '../design/When';
import { GrantForm } from './GrantForm';
import { assetOf, isOver } from './grants';
import { formOf, matching } from './matching';
import { grantOf, isNamed, isTyped, retyping, untyped, withTyped, type TypedGrant } from './typed';
import { useTargets } from './useTargets';

interface Props {
  grants: readonly Grant[];
  onChange: (grants: Grant[]) => void;
  /** What stands in the form, and counts with the grants although it is not among them yet. */
  typed: TypedGrant;
  onType: (typed: TypedGrant) => void;
  locked?: boolean;
  /** What the gateway said of a grant. */
  errors?: (grant: Grant) => string[] | undefined;
  /** Why the grants have no effect now. */
  idle?: string | false;
}

/** The grants of one scope: each with its conditions and what it matches now; to add, change and take away. */
export function GrantList({ grants, onChange, typed, onType, locked, errors, idle }: Props) {
  const settle = (next: TypedGrant = untyped) => {
    onChange(withTyped(grants, typed));
    onType(next);
  };
  const form = { typed, onType, onSubmit: () => settle(), errors: isTyped(typed) ? errors?.(grantOf(typed)) : undefined };
  const nameless = isTyped(typed) && !isNamed(typed);
  return (
    <div className="grid gap-3">
      {idle && grants.length > 0 && <p className="text-xs text-caution">{idle}</p>}
      {grants.length === 0 && <p className="text-sm text-ink-soft">Nothing is granted here.</p>}
      <ul aria-label="Grants" className="grid divide-y divide-line">
        {grants.map((grant) => {
          const asset = assetOf(grant);
          return (
            <li key={asset} className="py-1.5">
              {typed.instead === asset && !locked ? <GrantForm {...form} action="Change" onCancel={() => onType(untyped)} /> : (
                <div className="flex items-start gap-2">
                  <Line grant={grant} errors={errors?.(grant)} />
                  {!locked && (
                    <span className="ml-auto flex">
                      <IconButton label={`Change ${asset}`} disabled={nameless} onClick={() => settle(retyping(grant))}><Pencil aria-hidden /></IconButton>
                      <IconButton label={`Remove ${asset}`} onClick={() => onChange(grants.filter((g) => assetOf(g) !== asset))}><Trash2 aria-hidden /></IconButton>
                    </span>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {!locked && typed.instead === undefined && <GrantForm {...form} action="Add grant" />}
    </div>
  );
}

function Line({ grant, errors }: { grant: Grant; errors?: string[] | undefined }) {
  const targets = useTargets();
  const asset = assetOf(grant);
  const conditions = typeof grant === 'object' ? grant : undefined;
  const form = formOf(asset);
  const names = targets.data ? matching(grant, targets.data) : undefined;
  const over = isOver(grant);
  return (
    <div className="grid min-w-0 gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Name className="min-w-0 break-all">{asset}</Name>
        {form !== 'exact' && <Badge>{form}</Badge>}
        {conditions?.environments?.map((e) => <Badge key={e} lamp="note">{e}</Badge>)}
        {over && <Badge lamp="caution">over</Badge>}
      </span>
      <span className="text-xs text-ink-faint" title={names?.join(', ')}>
        {names && (form === 'exact' ? names.length === 0 && (targets.data!.some((t) => t.name === asset) ? 'disabled now' : <span className="text-danger">nothing of that name is registered</span>) : names.length === 0 ? 'matches nothing now' : `matches ${some(names.length, 'target')} now`)}
        {conditions?.expires_at && <>{form !== 'exact' && ' · '}{over ? 'ended ' : 'until '}<When at={conditions.expires_at} /></>}
      </span>
      {errors && <span role="alert" className="text-xs text-danger">{errors.join(' ')}</span>}
    </div>
  );
}
