import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { all, call, Problem, type Schemas } from '../../api/client';
import { Confirm } from '../../design/Confirm';
import { Button, TextField } from '../../design/controls';
import { Badge, Dialog, Empty, Failure, FormError, PageHead, Panel, Skeleton, Table, YamlBadge } from '../../design/surfaces';
import { GrantPicker } from './AccessEditor';

type Organization = Schemas['OrganizationView'];

export function OrganizationsPage() {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['organizations'], queryFn: ({ signal }) => all<Organization>('/organizations', signal) });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Organization | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ['organizations'] });
  return (
    <>
      <PageHead title="Organizations" lead="Who calls. An organization’s grants are the ceiling; teams, projects, users and keys below narrow them or pass them on." actions={<Button tone="primary" onClick={() => setAdding(true)}><Plus className="size-4" aria-hidden />Add organization</Button>} />
      <Panel flush>
        {error ? <Failure error={error} retry={() => refetch()} /> : isPending ? <Skeleton /> : data.length === 0 ? (
          <Empty title="No organizations yet" action={<Button tone="primary" onClick={() => setAdding(true)}>Add organization</Button>}>Start with one: a department, a customer, a partner.</Empty>
        ) : (
          <Table head={['Name', 'Granted', 'Teams', 'Projects', 'Users', 'Live keys', '']}>
            {data.map((o) => (
              <tr key={o.id}>
                <td className="font-medium"><Link to="/organizations/$id" params={{ id: o.id }} className="hover:underline">{o.name}</Link> {o.owner === 'yaml' && <YamlBadge />}{o.description && <span className="block text-xs font-normal text-ink-faint">{o.description}</span>}</td>
                <td><span className="flex flex-wrap gap-1">{o.grants.slice(0, 4).map((g) => <Badge key={g}>{g}</Badge>)}{o.grants.length > 4 && <Badge>+{o.grants.length - 4}</Badge>}{o.grants.length === 0 && <Badge lamp="caution">nothing</Badge>}</span></td>
                <td>{o.counts.teams}</td><td>{o.counts.projects}</td><td>{o.counts.users}</td><td>{o.counts.keys}</td>
                <td className="text-right"><Button tone="quiet" className="h-8 px-2 text-danger" disabled={o.owner === 'yaml'} onClick={() => setRemoving(o)}>Delete</Button></td>
              </tr>
            ))}
          </Table>
        )}
      </Panel>
      {adding && <OrganizationForm organization={null} onClose={() => setAdding(false)} onSaved={() => { setAdding(false); void changed(); }} />}
      {removing && <Confirm open onClose={() => setRemoving(null)} title={`Delete ${removing.name}?`} action="Delete organization" run={() => call('DELETE', `/organizations/${removing.id}`, { etag: removing.etag }).then(changed)}>Only an organization without teams, users and live keys is deleted. Its usage stays on record.</Confirm>}
    </>
  );
}

export function OrganizationForm({ organization, onClose, onSaved }: { organization: Organization | null; onClose: () => void; onSaved: () => void }) {
  const [name, setName] = useState(organization?.name ?? '');
  const [description, setDescription] = useState(organization?.description ?? '');
  const [grants, setGrants] = useState<string[]>([...(organization?.grants ?? [])]);
  const save = useMutation({
    mutationFn: () => {
      const body = { name, description: description || null, grants };
      return organization ? call('PATCH', `/organizations/${organization.id}`, { etag: organization.etag, body }) : call('POST', '/organizations', { body });
    },
    onSuccess: onSaved,
  });
  const errors = save.error instanceof Problem ? save.error.errors : {};
  return (
    <Dialog open onClose={onClose} title={organization ? organization.name : 'Add organization'}>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <TextField label="Name" required value={name} onChange={(e) => setName(e.target.value)} errors={errors['name']} />
        <TextField label="Description" value={description} onChange={(e) => setDescription(e.target.value)} errors={errors['description']} />
        <GrantPicker grants={grants} onChange={setGrants} errors={errors['grants']} />
        <FormError error={save.error} />
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button tone="primary" type="submit" busy={save.isPending}>{organization ? 'Save' : 'Add organization'}</Button></div>
      </form>
    </Dialog>
  );
}
