import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { all, call, Problem, type Schemas } from '../../api/client';
import { Confirm } from '../../design/Confirm';
import { Button, SelectField, TextField } from '../../design/controls';
import { Badge, Dialog, Empty, Failure, FormError, PageHead, Panel, Skeleton, Table, YamlBadge } from '../../design/surfaces';

type Group = Schemas['RouteGroupView'];

const strategies: Record<string, string> = {
  static: 'Static: in the order written',
  weighted: 'Weighted: at random by weight',
  round_robin: 'Round robin: each in turn',
  priority: 'Priority: lowest number first',
};

export function RouteGroupsPage() {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['route-groups'], queryFn: ({ signal }) => all<Group>('/route-groups', signal) });
  const [editing, setEditing] = useState<Group | 'new' | null>(null);
  const [removing, setRemoving] = useState<Group | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ['route-groups'] });
  return (
    <>
      <PageHead title="Route groups" lead="One public name, several models, and a strategy that chooses. The others are fallbacks." actions={<Button tone="primary" onClick={() => setEditing('new')}><Plus className="size-4" aria-hidden />Add route group</Button>} />
      <Panel flush>
        {error ? <Failure error={error} retry={() => refetch()} /> : isPending ? <Skeleton /> : data.length === 0 ? (
          <Empty title="No route groups yet" action={<Button tone="primary" onClick={() => setEditing('new')}>Add route group</Button>}>Spread calls over models by weight, or name a fallback for when the first fails. A grant of the group does not make its members callable by their own names.</Empty>
        ) : (
          <Table head={['Key', 'Strategy', 'Members', '']}>
            {data.map((g) => (
              <tr key={g.id}>
                <td className="font-mono text-[13px] font-medium">{g.key} {g.owner === 'yaml' && <YamlBadge />} {!g.enabled && <Badge lamp="caution">disabled</Badge>}</td>
                <td>{strategies[g.strategy]?.split(':')[0]}</td>
                <td>{g.members.map((m) => <span key={m.model} className="mr-2 inline-block font-mono text-[13px]">{m.model}{g.strategy === 'weighted' && <span className="text-ink-faint"> {m.weight}</span>}{g.strategy === 'priority' && <span className="text-ink-faint"> #{m.priority}</span>}</span>)}</td>
                <td><div className="flex justify-end gap-1"><Button tone="quiet" className="h-8 px-2" onClick={() => setEditing(g)}>Edit</Button><Button tone="quiet" className="h-8 px-2 text-danger" disabled={g.owner === 'yaml'} onClick={() => setRemoving(g)}>Delete</Button></div></td>
              </tr>
            ))}
          </Table>
        )}
      </Panel>
      {editing && <GroupForm group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSaved={() => { setEditing(null); void changed(); }} />}
      {removing && <Confirm open onClose={() => setRemoving(null)} title={`Delete ${removing.key}?`} action="Delete route group" run={() => call('DELETE', `/route-groups/${removing.id}`, { etag: removing.etag }).then(changed)}>Callers that ask for it get 404 from the next call on.</Confirm>}
    </>
  );
}

function GroupForm({ group, onClose, onSaved }: { group: Group | null; onClose: () => void; onSaved: () => void }) {
  const models = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => all<Schemas['ModelView']>('/models', signal) });
  const [key, setKey] = useState(group?.key ?? '');
  const [strategy, setStrategy] = useState(group?.strategy ?? 'static');
  const [members, setMembers] = useState(group?.members.map((m) => ({ model: m.model ?? '', weight: String(m.weight), priority: String(m.priority) })) ?? [{ model: '', weight: '1', priority: '0' }]);
  const locked = group?.owner === 'yaml';
  const update = (i: number, change: Partial<(typeof members)[number]>) => setMembers(members.map((m, j) => (j === i ? { ...m, ...change } : m)));
  const save = useMutation({
    mutationFn: () => {
      const body = { key, strategy, members: members.map((m) => ({ model: m.model, weight: Number(m.weight), priority: Number(m.priority) })) };
      return group ? call('PATCH', `/route-groups/${group.id}`, { etag: group.etag, body }) : call('POST', '/route-groups', { body });
    },
    onSuccess: onSaved,
  });
  const errors = save.error instanceof Problem ? save.error.errors : {};
  return (
    <Dialog open onClose={onClose} title={group ? group.key : 'Add route group'}>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <fieldset disabled={locked} className="grid gap-4">
          <TextField label="Key" mono required value={key} disabled={!!group} onChange={(e) => setKey(e.target.value)} errors={errors['key']} hint="What callers put in “model”; fixed once made." />
          <SelectField label="Strategy" value={strategy} onChange={(e) => setStrategy(e.target.value)} errors={errors['strategy']}>{Object.entries(strategies).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</SelectField>
          {members.map((m, i) => (
            <div key={i} className="flex items-end gap-2">
              <div className="grow"><SelectField label={`Member ${i + 1}`} required value={m.model} onChange={(e) => update(i, { model: e.target.value })} errors={errors[`members[${i}].model`]}><option value="" disabled>Choose…</option>{models.data?.map((x) => <option key={x.id} value={x.name}>{x.name}</option>)}</SelectField></div>
              {strategy !== 'static' && strategy !== 'round_robin' && <div className="w-20"><TextField label="Weight" type="number" value={m.weight} onChange={(e) => update(i, { weight: e.target.value })} errors={errors[`members[${i}].weight`]} /></div>}
              {strategy === 'priority' && <div className="w-20"><TextField label="Priority" type="number" value={m.priority} onChange={(e) => update(i, { priority: e.target.value })} /></div>}
              <Button tone="quiet" aria-label={`Remove member ${i + 1}`} disabled={members.length === 1} onClick={() => setMembers(members.filter((_, j) => j !== i))}><Trash2 className="size-4" aria-hidden /></Button>
            </div>
          ))}
          <div><Button onClick={() => setMembers([...members, { model: '', weight: '1', priority: '0' }])}><Plus className="size-4" aria-hidden />Add member</Button></div>
        </fieldset>
        <FormError error={save.error} />
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button>{!locked && <Button tone="primary" type="submit" busy={save.isPending}>{group ? 'Save' : 'Add route group'}</Button>}</div>
      </form>
    </Dialog>
  );
}
