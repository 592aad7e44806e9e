import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { slos } from '../../api/resources';
import type { Slo } from '../../api/types';
import { Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { count, duration } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { useMay } from '../../session/session';
import { SloForm } from './SloForm';
import { SloSheet } from './SloSheet';
import { standingOf } from './standing';

const route = getRouteApi('/slos');

/** Service level objectives: what was promised, whether it is kept, and how much may still go wrong. */
export function SlosPage() {
  const { show, edit } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('alerts:write');
  const objectives = useQuery({ queryKey: ['slos'], queryFn: ({ signal }) => slos.list({}, signal), refetchInterval: 30_000 });
  const [removing, setRemoving] = useState<Slo | null>(null);
  const go = (search: { show?: string; edit?: string } = {}) => navigate({ to: '/slos', search });
  const shown = objectives.data?.find((one) => one.id === show);
  const edited = objectives.data?.find((one) => one.id === edit);
  return (
    <>
      <PageHead title="SLOs" lead="What share of calls must be good, and how much of what may go wrong is left."
        actions={<Button tone="primary" disabled={!may} onClick={() => go({ edit: 'new' })}>Add an objective</Button>} />
      <Panel title="Objectives" flush>
        <Loaded query={objectives} permission="alerts:read" rows={3}>
          {(rows) => (rows.length === 0
            ? <Empty title="No objective yet">An objective says what share of calls must be answered, or answered in time. What it allows to go wrong is its error budget; an <Link to="/alerts" search={{ tab: 'rules' }} className="text-brand hover:underline">alert rule</Link> tells when that is used too fast.</Empty>
            : (
              <Table cards label="Objectives" columns={['Objective', 'Stands', { label: 'Good', right: true }, { label: 'Budget left', right: true }, { label: 'Burns', right: true }, '']}>
                {rows.map((slo) => <Row key={slo.id} slo={slo} may={may} onShow={() => go({ show: slo.id })} onEdit={() => go({ edit: slo.id })} onRemove={() => setRemoving(slo)} />)}
              </Table>
            ))}
        </Loaded>
      </Panel>
      {shown && <SloSheet key={shown.id} slo={shown} onEdit={() => go({ edit: shown.id })} onClose={() => go()} />}
      {(edit === 'new' || edited) && <SloForm key={edit} slo={edited ?? null} onClose={() => go()} />}
      {removing && <RemoveDialog resource={slos} view={removing} onClose={() => setRemoving(null)}>What was counted for it is forgotten; the calls are not. While an alert rule looks at it, the gateway refuses and says which.</RemoveDialog>}
    </>
  );
}

function Row({ slo, may, onShow, onEdit, onRemove }: { slo: Slo; may: boolean; onShow: () => void; onEdit: () => void; onRemove: () => void }) {
  const { standing } = slo;
  const stands = standingOf(standing);
  return (
    <tr>
      <td>
        <span className="font-semibold">{slo.name}</span> {slo.owner === 'yaml' && <YamlBadge />}
        <span className="block text-xs text-ink-soft">{slo.target_percent} % {slo.objective === 'latency' ? `within ${duration(slo.threshold_ms)}` : 'answered'}, over {slo.window_days} days</span>
      </td>
      <td><Signal lamp={stands.lamp}>{stands.text}</Signal></td>
      <td className={right}>{standing?.good_percent == null ? '–' : <><span className="whitespace-nowrap">{standing.good_percent.toFixed(3)} %</span><span className="block text-xs text-ink-soft">of {count(standing.total)}</span></>}</td>
      <td className={right}>{standing && standing.total > 0 ? `${standing.budget_left_percent.toFixed(1)} %` : '–'}</td>
      <td className={right}>{standing?.burn_rates[0] && standing.burn_rates[0].calls > 0 ? `${standing.burn_rates[0].long.toFixed(1)} ×` : '–'}</td>
      <td>
        <div className="flex flex-wrap justify-end gap-1.5 md:flex-nowrap">
          <Button size="sm" aria-label={`Budget of ${slo.name}`} onClick={onShow}>Budget</Button>
          <Button size="sm" aria-label={`Edit ${slo.name}`} onClick={onEdit}>{slo.owner === 'yaml' ? 'Show' : 'Edit'}</Button>
          <Button size="sm" tone="danger" disabled={!may || slo.owner === 'yaml'} aria-label={`Delete ${slo.name}`} onClick={onRemove}>Delete</Button>
        </div>
      </td>
    </tr>
  );
}
