import type { Deployment } from '../../api/types';
import { Badge } from '../../design/Badge';
import { capabilities } from './modelDraft';

const said = (name: string) => name.replaceAll('_', ' ');

/** What a deployment can do, set against what the catalog knows: what was added to that, and what was taken from it. */
export function CapabilityChips({ deployment: d }: { deployment: Deployment }) {
  const known = d.catalog?.capabilities ?? null;
  const taken = known?.filter((name) => !d.capabilities.includes(name)) ?? [];
  const added = d.capabilities.filter((name) => known !== null && !known.includes(name));
  const source = known === null ? (d.capabilities.length > 0 ? 'Set here; the catalog does not know this model.' : 'Nothing is said of it, so every kind of call is let through.')
    : taken.length + added.length === 0 ? 'As the catalog knows it.' : 'Set here, otherwise than the catalog knows it.';
  return (
    <div className="grid gap-1">
      <ul className="flex flex-wrap gap-1" aria-label="Capabilities">
        {capabilities.filter((name) => d.capabilities.includes(name) || taken.includes(name)).map((name) => (
          <li key={name}>
            {taken.includes(name) ? <Badge lamp="caution" title="The catalog knows it to; here it is taken out"><s>{said(name)}</s><span className="sr-only"> (taken out)</span></Badge>
              : added.includes(name) ? <Badge lamp="note" title="Set here; the catalog does not know it to">{said(name)} +</Badge>
              : <Badge>{said(name)}</Badge>}
          </li>
        ))}
      </ul>
      <p className="text-xs text-ink-faint">{source}</p>
    </div>
  );
}
