import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { send } from '../../api/client';
import { alertDestinations } from '../../api/resources';
import type { AlertDestination, Schemas } from '../../api/types';
import { Name, Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { Ago } from '../../design/When';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { useMay } from '../../session/session';
import { DestinationForm } from './DestinationForm';

const route = getRouteApi('/alerts');

/** Where alerts are told, with how each takes messages. */
export function DestinationsPanel() {
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('alerts:write');
  const destinations = useQuery({ queryKey: ['alert-destinations'], queryFn: ({ signal }) => alertDestinations.list({}, signal), refetchInterval: 15_000 });
  const [removing, setRemoving] = useState<AlertDestination | null>(null);
  const go = (id?: string) => navigate({ to: '/alerts', search: { tab: 'destinations', edit: id } });
  const edited = destinations.data?.find((one) => one.id === edit);
  return (
    <Panel title="Destinations" flush actions={<Button size="sm" disabled={!may} onClick={() => go('new')}>Add a destination</Button>}>
      <Loaded query={destinations} permission="alerts:read" rows={2}>
        {(rows) => (rows.length === 0
          ? <Empty title="Nobody is told yet">A destination is a webhook, a chat that takes Slack’s hooks, or people by e-mail. Without one, alerts are seen here and in metrics only.</Empty>
          : (
            <Table cards label="Destinations" columns={['Destination', 'Where', 'Takes messages', '']}>
              {rows.map((one) => (
                <tr key={one.id}>
                  <td className="md:min-w-40"><span className="font-semibold">{one.name}</span> {one.owner === 'yaml' && <YamlBadge />}<span className="block text-xs text-ink-soft">{one.kind}{one.min_severity !== 'info' && `, from ${one.min_severity}`}</span></td>
                  <td><Name>{one.email ? `${one.email.to.join(', ')} by ${one.email.host}` : one.url ?? 'hidden'}</Name></td>
                  <td>{!one.enabled ? <Signal lamp="off">switched off</Signal> : one.rest_until ? <Signal lamp="danger" title="It is left alone for a while">{one.failures} failures in a row</Signal> : one.failures > 0 ? <Signal lamp="caution">{one.failures} failures in a row</Signal> : one.succeeded_at ? <Signal lamp="clear">last <Ago at={one.succeeded_at} /></Signal> : <Signal lamp="off">nothing sent yet</Signal>}</td>
                  <td><Actions one={one} may={may} onEdit={() => go(one.id)} onRemove={() => setRemoving(one)} /></td>
                </tr>
              ))}
            </Table>
          ))}
      </Loaded>
      {(edit === 'new' || edited) && <DestinationForm key={edit} destination={edited ?? null} onClose={() => go()} />}
      {removing && <RemoveDialog resource={alertDestinations} view={removing} onClose={() => setRemoving(null)}>Its secret is forgotten at once. Messages on their way to it are given up. While a rule names it, the gateway refuses and says which.</RemoveDialog>}
    </Panel>
  );
}

function Actions({ one, may, onEdit, onRemove }: { one: AlertDestination; may: boolean; onEdit: () => void; onRemove: () => void }) {
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: () => send<Schemas['DestinationTestView']>('post', `/admin/api/alert-destinations/${encodeURIComponent(one.id)}/test`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['alert-destinations'] }),
  });
  const said = test.data ? (test.data.taken ? 'taken' : `not taken: ${test.data.error ?? 'no reason is known'}`) : test.error?.message;
  return (
    <div className="grid justify-items-end gap-1">
      <div className="flex flex-wrap justify-end gap-1.5 md:flex-nowrap">
        <Button size="sm" disabled={!may} busy={test.isPending} aria-label={`Send a test to ${one.name}`} onClick={() => test.mutate()}>Send a test</Button>
        <Button size="sm" aria-label={`Edit ${one.name}`} onClick={onEdit}>{one.owner === 'yaml' ? 'Show' : 'Edit'}</Button>
        <Button size="sm" tone="danger" disabled={!may || one.owner === 'yaml'} aria-label={`Delete ${one.name}`} onClick={onRemove}>Delete</Button>
      </div>
      {said && <p role="status" className={`max-w-64 text-right text-xs ${test.data?.taken ? 'text-clear' : 'text-danger'}`}>{said}</p>}
    </div>
  );
}
