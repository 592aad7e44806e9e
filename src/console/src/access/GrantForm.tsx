import { useId, type KeyboardEvent } from 'react';
import { Name } from '../design/Badge';
import { Button } from '../design/Button';
import { Field, TextField } from '../design/Field';
import { fromLocalInput, some, toLocalInput } from '../design/format';
import { matching, suggestions } from './matching';
import type { TypedGrant } from './typed';
import { useTargets } from './useTargets';

interface Props {
  /** What stands in it. Its owner holds it, since it counts before it is added. */
  typed: TypedGrant;
  onType: (typed: TypedGrant) => void;
  /** What the button says. */
  action: string;
  onSubmit: () => void;
  onCancel?: () => void;
  /** What the gateway said of it. */
  errors?: string[] | undefined;
  /** Without conditions: what is taken away goes whole. */
  bare?: boolean;
}

const environmentNames = ['dev', 'staging', 'prod'];

/** One grant: what it names, with what that matches now, until when it holds, and where. */
export function GrantForm({ typed, onType, action, onSubmit, onCancel, errors, bare }: Props) {
  const list = useId();
  const targets = useTargets();
  const { asset, expires_at: expires, environments } = typed;
  const name = asset.trim();
  const type = (change: Partial<TypedGrant>) => onType({ ...typed, ...change });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (name) onSubmit();
  };

  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3">
      <TextField label="Grant" mono list={list} value={asset} placeholder="gpt-5, gpt-* or tag:fast" errors={errors} onChange={(e) => type({ asset: e.target.value })} onKeyDown={onKeyDown} autoFocus={typed.instead !== undefined}
        hint={name && targets.data ? <Matches names={matching(name, targets.data)} /> : 'A model or route group, a wildcard (*), or tag: and a tag.'} />
      <datalist id={list}>{suggestions(targets.data ?? []).map((s) => <option key={s} value={s} />)}</datalist>
      {!bare && <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Until" type="datetime-local" value={toLocalInput(expires)} onChange={(e) => type({ expires_at: fromLocalInput(e.target.value) })} hint={expires ? undefined : 'Empty: for good'} />
        <Field label="Only in" hint={environments.length > 0 ? 'Callers in these environments' : 'None chosen: everywhere'}>
          {(id) => (
            <div id={id} role="group" aria-label="Only in" className="flex h-9 flex-wrap items-center gap-3">
              {environmentNames.map((e) => (
                <label key={e} className="flex items-center gap-1.5 text-sm">
                  <input type="checkbox" className="size-4 accent-brand" checked={environments.includes(e)} onChange={(event) => type({ environments: event.target.checked ? [...environments, e] : environments.filter((x) => x !== e) })} />{e}
                </label>
              ))}
            </div>
          )}
        </Field>
      </div>}
      <div className="flex justify-end gap-2">
        {onCancel && <Button size="sm" onClick={onCancel}>Cancel</Button>}
        <Button size="sm" disabled={!name} onClick={onSubmit}>{action}</Button>
      </div>
    </div>
  );
}

const Matches = ({ names }: { names: string[] }) => (
  <span title={names.join(', ')}>
    {names.length === 0 ? 'Matches nothing now.' : <>Matches {some(names.length, 'target')} now: {names.slice(0, 4).map((n, i) => <span key={n}>{i > 0 && ', '}<Name>{n}</Name></span>)}{names.length > 4 && ' and more'}.</>}
  </span>
);
