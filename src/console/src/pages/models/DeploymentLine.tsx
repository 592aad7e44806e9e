import type { Deployment } from '../../api/types';
import { Badge, DemoBadge, Name } from '../../design/Badge';
import { price } from '../../design/format';

/** Where a model's calls may go: provider and the name it knows the model by. */
export const DeploymentLine = ({ deployment: d, several }: { deployment: Deployment; several: boolean }) => (
  <span className={`flex min-h-5 flex-wrap items-center gap-1 ${d.enabled ? '' : 'text-ink-faint'}`}>
    <Name><span className="text-ink-faint">{d.provider}/</span>{d.upstream_model}</Name>
    {several && <span className="text-2xs text-ink-faint" title={`Priority ${d.priority}, weight ${d.weight}`}>#{d.priority}{d.weight !== 1 && ` × ${d.weight}`}</span>}
    {d.demo && <DemoBadge />}
    {!d.enabled && <Badge lamp="caution">off</Badge>}
  </span>
);

export const PriceLine = ({ deployment: d }: { deployment: Deployment }) => (
  <span className="block min-h-5 whitespace-nowrap">
    {d.price_source === 'catalog' && <Badge title="The list price; set your own to replace it">catalog</Badge>} {d.price ? `${price(d.price.input)} / ${price(d.price.output)}` : <span className="text-ink-faint" title="Calls through it have no cost in the records">no price</span>}
  </span>
);
