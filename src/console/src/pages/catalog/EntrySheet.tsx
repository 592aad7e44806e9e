import { Link } from '@tanstack/react-router';
import type { KeyTarget } from '../../api/types';
import { DemoBadge, Name } from '../../design/Badge';
import { Sheet } from '../../design/Dialog';
import { count } from '../../design/format';
import { Facts } from '../../design/Page';
import { Snippets } from '../keys/Snippets';
import { Capabilities } from '../models/Capabilities';
import { strategyOf } from '../route-groups/routeGroupDraft';
import { between } from './CatalogCard';
import type { Entry } from './useEntries';

/** One target: what it can do, and how to call it. */
export function EntrySheet({ entry: e, verdict, onClose }: { entry: Entry; verdict?: KeyTarget; onClose: () => void }) {
  return (
    <Sheet onClose={onClose} title={<span className="flex flex-wrap items-center gap-2"><Name className="text-base">{e.name}</Name>{e.demo && <DemoBadge />}</span>} lead={e.description ?? undefined}>
      <div className="grid gap-6">
        {verdict && <p className={`rounded-lg px-3 py-2 text-sm ${verdict.allowed ? 'bg-clear-soft' : 'bg-danger-soft'}`}>{verdict.rule}</p>}
        <Capabilities names={e.capabilities} />
        <Facts items={[
          ['Context', e.contextTokens != null && `${count(e.contextTokens)} tokens`], ['Longest answer', e.outputTokens != null && `${count(e.outputTokens)} tokens`],
          ['Input, per 1M tokens', e.price && between(e.price.input)], ['Output, per 1M tokens', e.price && between(e.price.output)],
        ]} />
        {e.group && (
          <div className="grid gap-1.5 text-sm">
            <h3 className="text-xs font-semibold text-ink-soft">Served by</h3>
            <ul className="flex flex-wrap gap-x-3 gap-y-1">{e.group.members.map((m) => <li key={m}><Name>{m}</Name></li>)}</ul>
            <p className="text-xs text-ink-faint">{strategyOf(e.group.strategy).name}: {strategyOf(e.group.strategy).does}</p>
          </div>
        )}
        <div className="grid gap-2">
          <h3 className="text-xs font-semibold text-ink-soft">Call it</h3>
          <Snippets apiKey="YOUR_KEY" models={[e.name]} />
          <p className="text-xs text-ink-faint"><Link to="/build/playground" search={{ model: e.name }} className="text-brand underline">Try it in the playground</Link>. No key yet? <Link to="/keys" search={{ edit: 'new' }} className="text-brand underline">Issue one</Link>, with the model and key filled in.</p>
        </div>
      </div>
    </Sheet>
  );
}
