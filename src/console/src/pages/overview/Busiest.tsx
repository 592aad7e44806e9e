import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/types';
import { Name } from '../../design/Badge';
import { compact, count, money } from '../../design/format';
import { Panel } from '../../design/Page';
import { right, Table } from '../../design/Table';

/** Who and what made most of it. */
export function Busiest({ view }: { view: Schemas['OverviewView'] }) {
  const since = view.series[0]?.at;
  const most = { models: view.top_models[0]?.requests ?? 0, keys: view.top_keys[0]?.requests ?? 0 };
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Busiest models" flush>
        <Table label="Busiest models" columns={['Model', { label: 'Requests', right: true }, { label: 'Tokens', right: true }, { label: 'Cost', right: true }]}>
          {view.top_models.map((m) => (
            <tr key={m.name}>
              <td><Bar of={most.models} value={m.requests}><Link to="/requests" search={{ model: m.name, since }} className="hover:underline"><Name>{m.name}</Name></Link></Bar></td>
              <td className={right}>{count(m.requests)}</td><td className={right}>{compact(m.tokens)}</td><td className={right}>{money(m.cost_micros)}</td>
            </tr>
          ))}
        </Table>
      </Panel>
      <Panel title="Busiest keys" flush>
        <Table label="Busiest keys" columns={['Key', { label: 'Requests', right: true }, { label: 'Cost', right: true }]}>
          {view.top_keys.map((k) => (
            <tr key={k.key_id}>
              <td><Bar of={most.keys} value={k.requests}><Link to="/requests" search={{ key_id: k.key_id, since }} className="hover:underline">{k.name}</Link></Bar></td>
              <td className={right}>{count(k.requests)}</td><td className={right}>{money(k.cost_micros)}</td>
            </tr>
          ))}
        </Table>
      </Panel>
    </div>
  );
}

const Bar = ({ value, of, children }: { value: number; of: number; children: ReactNode }) => (
  <div className="min-w-16 sm:min-w-28">
    {children}
    <div className="mt-1 h-1 rounded-full bg-sunken" aria-hidden><div className="h-1 rounded-full bg-chart-1/70" style={{ width: `${of === 0 ? 0 : Math.max(2, (value / of) * 100)}%` }} /></div>
  </div>
);
