import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AccessBadge } from '../../access/AccessBadge';
import { YamlBadge } from '../../design/Badge';
import { some } from '../../design/format';
import { Menu } from '../../design/Menu';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { useMay } from '../../session/session';
import type { LevelAction } from './LevelDialogs';
import type { OrganizationTree } from './useOrganization';

/** The organization's users, and how many keys act for each. */
export function UserTable({ tree, act, add }: { tree: OrganizationTree; act: (action: LevelAction) => void; add: ReactNode }) {
  const may = useMay('users:write');
  const navigate = useNavigate();
  return (
    <Panel title="Users" flush actions={add}>
      {tree.users.length === 0 ? <Empty title="No users yet" action={add}>A key may be bound to a user: its calls then count for that person, and what the user is restricted to narrows the key.</Empty> : (
        <Table cards label="Users" columns={['Name', 'E-mail', 'Access', 'Live keys', '']}>
          {tree.users.map((user) => {
            const why = user.owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this';
            return (
              <tr key={user.id}>
                <td className="font-medium">{user.name} {user.owner === 'yaml' && <YamlBadge />}</td>
                <td className="text-ink-soft">{user.email}</td>
                <td><AccessBadge access={user.access} legacy={user.legacy_models} /></td>
                <td className="text-ink-soft">{some(tree.keys.filter((k) => k.user_id === user.id).length, 'key')}</td>
                <td>
                  <div className="flex justify-end">
                    <Menu label={`More for ${user.name}`} items={[
                      { label: 'Access', onSelect: () => navigate({ to: '/access/$level/$id', params: { level: 'user', id: user.id } }) },
                      { label: 'Edit and access', onSelect: () => act({ kind: 'edit', level: 'user', row: user }), disabled: why },
                      { label: 'Delete…', danger: true, onSelect: () => act({ kind: 'remove', level: 'user', row: user }), disabled: why },
                    ]} />
                  </div>
                </td>
              </tr>
            );
          })}
        </Table>
      )}
    </Panel>
  );
}
