import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { AccessBadge } from '../../access/AccessBadge';
import type { Organization, User } from '../../api/types';
import { usePages } from '../../api/usePages';
import { useSettled } from '../../api/useSettled';
import { YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { FindBox } from '../../design/FindBox';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { More } from '../../design/More';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { useMay } from '../../session/session';
import type { LevelAction } from './LevelDialogs';

/** The organization's users, each leading to the keys that act for it. */
export function UserTable({ organization, act }: { organization: Organization; act: (action: LevelAction) => void }) {
  const may = useMay('users:write');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const find = useSettled(typed);
  const list = usePages<User>(['users', 'list'], '/users', { organization_id: organization.id, ...(find ? { find } : {}) });
  const add = <Button size="sm" disabled={!may} onClick={() => act({ kind: 'edit', level: 'user', row: null })}><Plus className="size-3.5" aria-hidden />Add user</Button>;
  return (
    <Panel title="Users" flush actions={<div className="flex flex-wrap items-center gap-2">{organization.counts.users > 0 && <FindBox what="users" value={typed} onChange={setTyped} />}{add}</div>}>
      <Loaded query={list} permission="users:read">
        {() => list.rows.length === 0 ? (find ? <Empty title="No user is called that">Try a part of the name or of the e-mail address.</Empty> : <Empty title="No users yet" action={add}>A key may be bound to a user: its calls then count for that person, and what the user is restricted to narrows the key.</Empty>) : (
          <div className={list.isPlaceholderData ? 'opacity-60' : ''}>
            <Table cards label="Users" columns={['Name', 'E-mail', 'Access', 'Keys', '']}>
              {list.rows.map((user) => {
                const why = user.owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this';
                return (
                  <tr key={user.id}>
                    <td className="font-medium">{user.name} {user.owner === 'yaml' && <YamlBadge />}</td>
                    <td className="text-ink-soft">{user.email}</td>
                    <td><AccessBadge access={user.access} legacy={user.legacy_models} /></td>
                    <td><Link to="/keys" search={{ user_id: user.id }} aria-label={`Keys of ${user.name}`} className="text-brand hover:underline">Keys</Link></td>
                    <td>
                      <div className="flex justify-end">
                        <Menu label={`More for ${user.name}`} items={[
                          { label: 'Access', onSelect: () => navigate({ to: '/access/$level/$id', params: { level: 'user', id: user.id } }) },
                          { label: 'Limits', onSelect: () => navigate({ to: '/limits/$level/$id', params: { level: 'user', id: user.id } }) },
                          { label: 'Edit and access', onSelect: () => act({ kind: 'edit', level: 'user', row: user }), disabled: why },
                          { label: 'Delete…', danger: true, onSelect: () => act({ kind: 'remove', level: 'user', row: user }), disabled: why },
                        ]} />
                      </div>
                    </td>
                  </tr>
                );
              })}
            </Table>
          </div>
        )}
      </Loaded>
      <More list={list} label="More users" />
    </Panel>
  );
}
