import { useState, type ReactNode } from 'react';
import { ScopeBadge } from '../../access/ScopeBadge';
import { levels, type Level, type Scope } from '../../access/scopes';
import { useScopes } from '../../access/useScopes';
import { YamlBadge } from '../../design/Badge';
import { SelectField, TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';

const below = levels.filter((level) => level !== 'organization');

interface Props {
  title: string;
  organizationId: string;
  /** Where the organization's own rules are. */
  whole: ReactNode;
  /** A scope's name, leading to its rules. */
  link: (scope: Scope) => ReactNode;
}

/** The scopes of one organization, level by level, each leading to its rules. */
export function ScopeTable({ title, organizationId, whole, link }: Props) {
  const [level, setLevel] = useState<Level>('team');
  const [find, setFind] = useState('');
  const list = useScopes(level, { organization_id: organizationId, find });
  return (
    <Panel title={title} flush actions={whole}>
      <div className="grid gap-4 border-b border-line px-4 py-3 sm:grid-cols-2">
        <SelectField label="Level" value={level} onChange={(e) => setLevel(e.target.value as Level)}>{below.map((l) => <option key={l} value={l}>{l}s</option>)}</SelectField>
        <TextField label="Find" type="search" placeholder="Name, prefix or id" value={find} onChange={(e) => setFind(e.target.value)} />
      </div>
      <Loaded query={list} permission={`${level}s:read`}>
        {() => list.scopes.length === 0 ? <Empty title={find ? 'Nothing is called that' : `No ${level} here`}>{find ? 'Try a part of the name, or another level.' : 'Choose another level.'}</Empty> : (
          <div className={list.isPlaceholderData ? 'opacity-60' : ''}>
            <Table cards label={title} columns={['Name', 'Belongs to', 'Access']}>
              {list.scopes.map((s) => (
                <tr key={s.id}>
                  <td>{link(s)} {s.owner === 'yaml' && <YamlBadge />}</td>
                  <td className="text-ink-soft">{s.place}</td>
                  <td><ScopeBadge scope={s} /></td>
                </tr>
              ))}
            </Table>
          </div>
        )}
      </Loaded>
      <More list={list} label={`More ${level}s`} />
    </Panel>
  );
}
