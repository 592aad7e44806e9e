import { useQuery } from '@tanstack/react-query';
import { models } from '../../api/resources';
import type { Usage } from '../../api/types';
import { count, money, price } from '../../design/format';
import { Facts } from '../../design/Page';
import { right, Table } from '../../design/Table';
import { explainCost } from './cost';

const sources: Record<string, string> = {
  provider: 'Counted by the provider.',
  estimated: 'Estimated by the gateway: the provider did not tell all of it, or the answer broke off before it could.',
  none: 'Not reported by the provider.',
};

/** Tokens and cost, part by part where the parts are known. */
export function CostTable({ usage: r }: { usage: Usage }) {
  const all = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => models.list({}, signal) });
  const parts = all.data && explainCost(r, all.data);
  if (r.tokens_input == null && r.tokens_output == null) {
    return <p className="text-sm text-ink-soft">{r.provider ? 'Unknown: the provider reported no usage.' : 'Nothing: no provider was called.'}</p>;
  }
  return (
    <div className="grid gap-2.5">
      {parts && parts.length > 0 ? (
        <div className="-mx-4 rounded-lg">
          <Table label="Cost" columns={['Part', { label: 'Tokens', right: true }, { label: '$ per 1M', right: true }, { label: 'Cost', right: true }]}>
            {parts.map((p) => <tr key={p.label}><td>{p.label}</td><td className={right}>{count(p.tokens)}</td><td className={right}>{price(p.price)}</td><td className={right}>{money(p.micros)}</td></tr>)}
            <tr className="font-semibold"><td>Together</td><td className={right}>{count((r.tokens_input ?? 0) + (r.tokens_output ?? 0))}</td><td /><td className={right}>{money(r.cost_micros)}</td></tr>
          </Table>
        </div>
      ) : (
        <Facts items={[['Input tokens', count(r.tokens_input)], ['of these cached', r.tokens_cached != null && count(r.tokens_cached)], ['Output tokens', count(r.tokens_output)], ['Cost', money(r.cost_micros)]]} />
      )}
      <p className="text-xs text-ink-faint">
        {r.tokens_reasoning ? `${count(r.tokens_reasoning)} of the output were reasoning. ` : ''}
        {sources[r.usage_source] ?? sources.none}
        {r.cost_micros == null ? ' The deployment had no price, so the cost is not known.' : !parts && all.data ? ' The price has changed since, or has other parts, so only the sum is shown.' : ''}
        {r.upstream_cost_micros == null ? '' : ` The provider itself says ${money(r.upstream_cost_micros)}.`}
        {r.service_class ? ` Served as ${r.service_class}.` : ''}
      </p>
    </div>
  );
}
