import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Deployment, Provider } from '../../api/types';
import { Badge, DemoBadge, Name, Signal } from '../../design/Badge';
import { count, price } from '../../design/format';
import { Facts, Panel } from '../../design/Page';
import { kindOf } from '../providers/kinds';
import { CapabilityChips } from './CapabilityChips';

interface Props {
  deployment: Deployment;
  /** Undefined where the viewer may not see it. */
  provider: Provider | undefined;
}

/** One deployment: where it is, what it can do, costs and holds. */
export function DeploymentPanel({ deployment: d, provider }: Props) {
  const known = d.catalog;
  return (
    <Panel title={<Name className="text-sm">{d.upstream_model}</Name>} note={<>priority {d.priority}, weight {d.weight}</>}
      actions={!d.enabled ? <Signal lamp="caution">disabled</Signal> : provider && !provider.enabled ? <Signal lamp="caution" title="Its provider is disabled">provider disabled</Signal> : <Signal lamp="clear">enabled</Signal>}>
      <div className="grid gap-4">
        <Facts items={[
          ['Provider', provider ? <Link to="/providers" search={{ edit: provider.id }} className="text-brand hover:underline">{d.provider}</Link> : d.provider],
          ['Kind', (provider || d.demo) && <>{provider && kindOf(provider.kind).name} {d.demo && <DemoBadge />}</>],
          ['Context, tokens', limit(d.context_tokens, known?.context_tokens)],
          ['Longest answer, tokens', limit(d.output_tokens, known?.output_tokens)],
        ]} />
        <CapabilityChips deployment={d} />
        {d.price ? (
          <div className="grid gap-1">
            <Facts items={[
              ['Input, per 1M', price(d.price.input)], ['Cached input, per 1M', d.price.cached_input != null && price(d.price.cached_input)],
              ['Cache write, per 1M', d.price.cache_write != null && price(d.price.cache_write)], ['Output, per 1M', price(d.price.output)],
            ]} />
            <p className="text-xs text-ink-faint">
              {d.price_source === 'catalog' ? 'The catalog’s list price.' : known?.price ? `Set here; the catalog’s is ${price(known.price.input)} in and ${price(known.price.output)} out.` : 'Set here; the catalog knows none.'}
            </p>
          </div>
        ) : <p className="text-sm text-ink-soft">No price: calls through it have no cost in the records.</p>}
      </div>
    </Panel>
  );
}

/** A bound, and the catalog's where another was set. */
function limit(set: number | null, known: number | null | undefined): ReactNode {
  if (set == null) return 'not known';
  return <>{count(set)} {known != null && known !== set && <Badge title={`The catalog knows ${count(known)}`}>catalog {count(known)}</Badge>}</>;
}
