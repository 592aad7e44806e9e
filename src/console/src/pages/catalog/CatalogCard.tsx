import type { KeyTarget } from '../../api/types';
import { Badge, DemoBadge, Name } from '../../design/Badge';
import { compact, NOTHING, price } from '../../design/format';
import { Capabilities } from '../models/Capabilities';
import type { Entry } from './useEntries';

/** $0.15, or $0.15 to $0.60 where deployments differ. */
export const between = ([low, high]: [number, number]): string => (low === high ? price(low) : `${price(low)} to ${price(high)}`);

export function CatalogCard({ entry: e, verdict, onOpen }: { entry: Entry; verdict?: KeyTarget; onOpen: () => void }) {
  const barred = verdict && !verdict.allowed;
  return (
    <article className={`relative grid h-full content-between gap-3 rounded-xl border border-line bg-panel p-4 shadow-raised transition-colors hover:border-line-strong ${barred || !e.enabled ? 'opacity-70' : ''}`}>
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <button type="button" onClick={onOpen} className="text-left after:absolute after:inset-0 after:rounded-xl"><Name className="text-sm font-semibold">{e.name}</Name></button>
          {e.group && <Badge>group of {e.group.members.length}</Badge>}
          {e.demo && <DemoBadge />}
          {!e.enabled && <Badge lamp="caution">disabled</Badge>}
          {verdict && <span className="ml-auto">{verdict.allowed ? <Badge lamp="clear">may call</Badge> : <Badge lamp="danger">may not call</Badge>}</span>}
        </div>
        {e.description && <p className="text-sm text-ink-soft">{e.description}</p>}
        <Capabilities names={e.capabilities} />
      </div>
      <dl className="grid grid-cols-3 gap-2 border-t border-line pt-2.5 text-xs">
        <div><dt className="text-ink-faint">Context</dt><dd className="tabular-nums">{e.contextTokens == null ? NOTHING : `${compact(e.contextTokens)} tokens`}</dd></div>
        <div><dt className="text-ink-faint">Input, per 1M</dt><dd className="tabular-nums">{e.price ? between(e.price.input) : NOTHING}</dd></div>
        <div><dt className="text-ink-faint">Output, per 1M</dt><dd className="tabular-nums">{e.price ? between(e.price.output) : NOTHING}</dd></div>
      </dl>
    </article>
  );
}
