import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { all, call, type Schemas } from '../../api/client';
import { Confirm } from '../../design/Confirm';
import { Button, SelectField } from '../../design/controls';
import { Ago, Badge, Dialog, Empty, Failure, FormError, PageHead, Panel, Skeleton, Table, When, YamlBadge } from '../../design/surfaces';
import { keysRoute } from '../../routes';
import { AccessBadge } from '../tenants/AccessEditor';
import { NewSecret } from './IssueKey';

type Key = Schemas['KeyView'];

const lamp = { active: 'clear', expired: 'caution', revoked: 'neutral' } as const;

export function KeysPage() {
  const search = keysRoute.useSearch();
  const status = search.status ?? 'active';
  const navigate = useNavigate();
  const queries = useQueryClient();
  const organizations = useQuery({ queryKey: ['organizations'], queryFn: ({ signal }) => all<Schemas['OrganizationView']>('/organizations', signal) });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['keys', status, search.organization],
    queryFn: ({ signal }) => all<Key>(`/keys?${status === 'all' ? '' : `status=${status}&`}${search.organization ? `organization_id=${search.organization}` : ''}`.replace(/[?&]$/, ''), signal),
  });
  const [revoking, setRevoking] = useState<Key | null>(null);
  const [rotating, setRotating] = useState<Key | null>(null);
  const [looking, setLooking] = useState<Key | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ['keys'] });
  const set = (change: Partial<typeof search>) => navigate({ to: '/keys', search: { ...search, ...change } as never });

  return (
    <>
      <PageHead title="Keys" lead="Virtual keys, newest first. Issue one on the page of its organization." />
      <div className="mb-4 flex flex-wrap gap-3">
        <div className="w-40"><SelectField label="Status" value={status} onChange={(e) => set({ status: e.target.value })}><option value="active">active</option><option value="expired">expired</option><option value="revoked">revoked</option><option value="all">all</option></SelectField></div>
        <div className="w-56"><SelectField label="Organization" value={search.organization ?? ''} onChange={(e) => set({ organization: e.target.value || undefined })}><option value="">All</option>{organizations.data?.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}</SelectField></div>
      </div>
      <Panel flush>
        {error ? <Failure error={error} retry={() => refetch()} /> : isPending ? <Skeleton /> : data.length === 0 ? (
          <Empty title="No keys here" action={<Link to="/organizations" className="text-brand underline">Go to the organizations</Link>}>A key belongs to a team or project: open its organization and issue one there.</Empty>
        ) : (
          <Table head={['Key', 'Belongs to', 'Access', 'Status', 'Created', '']}>
            {data.map((k) => (
              <tr key={k.id}>
                <td><span className="font-medium">{k.name}</span> {k.owner === 'yaml' && <YamlBadge />}<span className="block font-mono text-xs text-ink-faint">{k.prefix}…</span></td>
                <td><Link to="/organizations/$id" params={{ id: k.organization_id }} className="hover:underline">{k.organization}</Link><span className="block text-xs text-ink-faint">{[k.team, k.project, k.user && `user ${k.user}`].filter(Boolean).join(' / ')}</span></td>
                <td><AccessBadge access={k.access} /></td>
                <td><Badge lamp={lamp[k.status as keyof typeof lamp]}>{k.status}</Badge> {k.environment && <Badge>{k.environment}</Badge>}{k.expires_at && <span className="block text-xs text-ink-faint">expires <When at={k.expires_at} /></span>}{k.previous_valid_until && <span className="block text-xs text-caution">old secret works until <When at={k.previous_valid_until} /></span>}</td>
                <td className="whitespace-nowrap text-ink-soft"><Ago at={k.created_at} /></td>
                <td>
                  <div className="flex justify-end gap-1">
                    <Button tone="quiet" className="h-8 px-2" disabled={k.status === 'revoked'} onClick={() => setLooking(k)}>May call</Button>
                    <Link to="/requests" search={{ key_id: k.id } as never} className="inline-flex h-8 items-center rounded-lg px-2 text-sm font-medium text-ink-soft hover:bg-sunken hover:text-ink">Calls</Link>
                    <Button tone="quiet" className="h-8 px-2" disabled={k.status === 'revoked' || k.owner === 'yaml'} onClick={() => setRotating(k)}>Rotate</Button>
                    <Button tone="quiet" className="h-8 px-2 text-danger" disabled={k.status === 'revoked'} onClick={() => setRevoking(k)}>Revoke</Button>
                  </div>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Panel>
      {looking && <TargetsDialog apiKey={looking} onClose={() => setLooking(null)} />}
      {rotating && <RotateDialog apiKey={rotating} onClose={() => { setRotating(null); void changed(); }} />}
      {revoking && (
        <Confirm open onClose={() => setRevoking(null)} title={`Revoke ${revoking.name}?`} action="Revoke key" run={() => call('POST', `/keys/${revoking.id}/revoke`).then(changed)}>
          From the next call on, whatever uses <span className="font-mono">{revoking.prefix}…</span> of {revoking.organization} gets 401, with its old secret too. A revoked key never works again.
        </Confirm>
      )}
    </>
  );
}

function TargetsDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const { data, error, isPending } = useQuery({ queryKey: ['key-targets', apiKey.id], queryFn: () => call<Schemas['KeyTargetsView']>('GET', `/keys/${apiKey.id}/targets`) });
  return (
    <Dialog open onClose={onClose} wide title={`What ${apiKey.name} may call`} lead="Decided by the code that decides its calls.">
      {error ? <Failure error={error} /> : isPending ? <Skeleton /> : (
        <Table head={['Target', 'May call', 'Why']}>
          {data.targets.map((t) => <tr key={t.name}><td className="font-mono text-[13px]">{t.name}</td><td>{t.allowed ? <Badge lamp="clear">yes</Badge> : <Badge lamp="danger">no</Badge>}</td><td className="text-ink-soft">{t.rule}</td></tr>)}
        </Table>
      )}
    </Dialog>
  );
}

const graces = [['0', 'Not at all: the old secret ends now'], ['3600', 'One hour'], ['86400', 'One day'], ['604800', 'One week']] as const;

function RotateDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const [grace, setGrace] = useState('86400');
  const rotate = useMutation({ mutationFn: () => call<Key & { secret: string }>('POST', `/keys/${apiKey.id}/rotate`, { etag: apiKey.etag, body: { grace_seconds: Number(grace) } }) });
  if (rotate.data) return <NewSecret apiKey={rotate.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={`Rotate ${apiKey.name}`} lead="Gives the key a new secret. Access, usage and id stay.">
      <div className="grid gap-4">
        <SelectField label="How long the old secret works on" value={grace} onChange={(e) => setGrace(e.target.value)}>{graces.map(([value, label]) => <option key={value} value={value}>{label}</option>)}</SelectField>
        <FormError error={rotate.error} />
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>Rotate</Button></div>
      </div>
    </Dialog>
  );
}
