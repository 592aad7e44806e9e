import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ScopeBadge } from '../../access/ScopeBadge';
import { ofKey, ofOrganization, ofProject, ofTeam, ofUser, type Scope } from '../../access/scopes';
import { YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { useOrganization } from '../organizations/useOrganization';

const step = 50;

/** The scopes of one organization, each leading to its rules. */
export function ScopeTable({ organizationId }: { organizationId: string }) {
  const tree = useOrganization(organizationId);
  const [find, setFind] = useState('');
  const [most, setMost] = useState(step);
  return (
    <Panel title="Rules by level" flush>
      <Loaded query={tree} permission="organizations:read">
        {(data) => {
          const all: Scope[] = [ofOrganization(data.organization), ...data.teams.map(ofTeam), ...data.projects.map(ofProject), ...data.users.map(ofUser), ...data.keys.map(ofKey)];
          const rows = all.filter((s) => `${s.name} ${s.level}`.toLowerCase().includes(find.toLowerCase()));
          return (
            <>
              <div className="border-b border-line px-4 py-3"><TextField label="Find" type="search" placeholder="Name or level" value={find} onChange={(e) => { setFind(e.target.value); setMost(step); }} /></div>
              {rows.length === 0 ? <Empty title="Nothing is called that">Try a part of the name, or a level: team, project, user, key.</Empty> : (
                <Table cards label="Rules by level" columns={['Name', 'Level', 'Belongs to', 'Access']}>
                  {rows.slice(0, most).map((s) => (
                    <tr key={s.id}>
                      <td><Link to="/access/$level/$id" params={{ level: s.level, id: s.id }} className="font-medium text-brand hover:underline">{s.name}</Link> {s.owner === 'yaml' && <YamlBadge />}</td>
                      <td className="text-ink-soft">{s.level}</td>
                      <td className="text-ink-soft">{s.place}</td>
                      <td><ScopeBadge scope={s} /></td>
                    </tr>
                  ))}
                </Table>
              )}
              {rows.length > most && <div className="border-t border-line p-2.5 text-center"><Button size="sm" onClick={() => setMost(most + step)}>More of {some(rows.length, 'scope')}</Button></div>}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
