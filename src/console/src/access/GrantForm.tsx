import { useId, useState, type KeyboardEvent } from 'react';
import type { Grant } from '../api/types';
import { Name } from '../design/Badge';
import { Button } from '../design/Button';
import { Field, TextField } from '../design/Field';
import { fromLocalInput, some, toLocalInput } from '../design/format';
import { assetOf } from './grants';
import { matching, suggestions } from './matching';
import { useTargets } from './useTargets';

interface Props {
  /** The grant to change; left out to add one. */
  initial?: Grant;
  /** What the button says. */
  action: string;
  onSubmit: (grant: Grant) => void;
  onCancel?: () => void;
}

const environmentNames = ['dev', 'staging', 'prod'];

/** One grant: what it names, with what that matches now, until when it holds, and where. What needs no conditions becomes a plain name. */
export function GrantForm({ initial, action, onSubmit, onCancel }: Props) {
  const list = useId();
  const targets = useTargets();
  const conditions = typeof initial === 'object' ? initial : undefined;
  const [asset, setAsset] = useState(initial ? assetOf(initial) : '');
  const [expires, setExpires] = useState(conditions?.expires_at ?? null);
  const [environments, setEnvironments] = useState<readonly string[]>(conditions?.environments ?? []);
  const name = asset.trim();

  const submit = () => {
    if (!name) return;
    onSubmit(expires || environments.length > 0 ? { asset: name, ...(expires ? { expires_at: expires } : {}), ...(environments.length > 0 ? { environments: [...environments] } : {}) } : name);
    setAsset('');
    setExpires(null);
    setEnvironments([]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    submit();
  };

  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3">
      <TextField label="Grant" mono list={list} value={asset} placeholder="gpt-5, gpt-* or tag:fast" onChange={(e) => setAsset(e.target.value)} onKeyDown={onKeyDown} autoFocus={!!initial}
        hint={name && targets.data ? <Matches names={matching(name, targets.data)} /> : 'A model or route group, a wildcard (*), or tag: and a tag.'} />
      <datalist id={list}>{suggestions(targets.data ?? []).map((s) => <option key={s} value={s} />)}</datalist>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Until" type="datetime-local" value={toLocalInput(expires)} onChange={(e) => setExpires(fromLocalInput(e.target.value))} hint={expires ? undefined : 'Empty: for good'} />
        <Field label="Only in" hint={environments.length > 0 ? 'Callers in these environments' : 'None chosen: everywhere'}>
          {(id) => (
            <div id={id} role="group" aria-label="Only in" className="flex h-9 flex-wrap items-center gap-3">
              {environmentNames.map((e) => (
                <label key={e} className="flex items-center gap-1.5 text-sm">
                  <input type="checkbox" className="size-4 accent-brand" checked={environments.includes(e)} onChange={(event) => setEnvironments(event.target.checked ? [...environments, e] : environments.filter((x) => x !== e))} />{e}
                </label>
              ))}
            </div>
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        {onCancel && <Button size="sm" onClick={onCancel}>Cancel</Button>}
        <Button size="sm" disabled={!name} onClick={submit}>{action}</Button>
      </div>
    </div>
  );
}

const Matches = ({ names }: { names: string[] }) => (
  <span title={names.join(', ')}>
    {names.length === 0 ? 'Matches nothing now.' : <>Matches {some(names.length, 'target')} now: {names.slice(0, 4).map((n, i) => <span key={n}>{i > 0 && ', '}<Name>{n}</Name></span>)}{names.length > 4 && ' and more'}.</>}
  </span>
);
