import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import type { Grant } from '../api/types';
import { Badge } from '../design/Badge';
import { assetOf } from './grants';
import { GrantWords } from './GrantWords';
import { useTargets } from './useTargets';

interface Props {
  grants: readonly Grant[];
  onChange: (grants: Grant[]) => void;
  errors?: string[];
  /** What the levels above allow; a grant beyond it has no effect. Left out at the organization, which is the ceiling. */
  above?: readonly string[];
}

/** Chooses from all models and route groups; a search comes when there are many. */
export function GrantPicker({ grants, onChange, errors, above }: Props) {
  const targets = useTargets();
  const [search, setSearch] = useState('');
  const id = useId();
  const list = targets.data ?? [];
  const granted = new Map(grants.map((g) => [assetOf(g), g]));
  const others = [...granted.keys()].filter((g) => targets.data && !list.some((t) => t.name === g)).map((name) => ({ name, isGroup: false, enabled: true }));
  const shown = [...others, ...list].filter((t) => t.name.toLowerCase().includes(search.toLowerCase()));
  const toggle = (name: string, on: boolean) => onChange(on ? [...grants, name] : grants.filter((g) => assetOf(g) !== name));

  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={errors ? `${id}-errors` : undefined}>
      <legend className="mb-1 text-xs font-medium text-ink-soft">Grants <span className="font-normal text-ink-faint">{grants.length} of {list.length}</span></legend>
      <div className={`overflow-hidden rounded-lg border ${errors ? 'border-danger' : 'border-line-strong'}`}>
        {list.length > 8 && (
          <label className="flex items-center gap-2 border-b border-line px-2.5">
            <Search className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
            <input type="search" aria-label="Search models and route groups" placeholder="Search" value={search} onChange={(e) => setSearch(e.target.value)}
              onKeyDown={(e) => e.key === 'Enter' && e.preventDefault()} className="h-8 w-full bg-transparent text-sm outline-none placeholder:text-ink-faint" />
          </label>
        )}
        <div className="max-h-52 overflow-y-auto p-1">
          {targets.data && list.length === 0 && <p className="px-2 py-1.5 text-xs text-ink-faint">There are no models yet. Add one first; it can be granted then.</p>}
          {shown.map(({ name, isGroup, enabled }) => (
            <label key={name} className="flex items-center gap-2.5 rounded-md px-2 py-1 text-sm hover:bg-sunken">
              <input type="checkbox" className="size-4 accent-brand" checked={granted.has(name)} onChange={(e) => toggle(name, e.target.checked)} />
              <span className="min-w-0 text-xs"><GrantWords grant={granted.get(name) ?? name} /></span>
              {isGroup && <Badge>group</Badge>}
              {!enabled && <Badge lamp="caution">disabled</Badge>}
              {above && !above.includes(name) && <span className="ml-auto text-2xs text-ink-faint">{granted.has(name) ? <Badge lamp="caution" title="A level above does not allow it">no effect</Badge> : 'not allowed above'}</span>}
            </label>
          ))}
          {list.length > 0 && shown.length === 0 && <p className="px-2 py-1.5 text-xs text-ink-faint">Nothing is called that.</p>}
        </div>
      </div>
      {errors && <p id={`${id}-errors`} role="alert" className="text-xs text-danger">{errors.join(' ')}</p>}
    </fieldset>
  );
}
