import { useState } from 'react';
import { levels, type Level } from '../../../access/scopes';
import { SelectField, TextField } from '../../../design/Field';
import { Panel } from '../../../design/Page';
import { TreeChildren } from './TreeChildren';
import { TreeMatches } from './TreeMatches';

/** All organizations with what is below them, unfolded where one looks; or what a search and a level find anywhere in it. */
export function TenantTree() {
  const [find, setFind] = useState('');
  const [level, setLevel] = useState<Level | ''>('');
  return (
    <Panel title="Tree" flush>
      <div className="grid gap-4 border-b border-line px-4 py-3 sm:grid-cols-2">
        <TextField label="Find" type="search" placeholder="Name, prefix or id" value={find} onChange={(e) => setFind(e.target.value)} />
        <SelectField label="Level" value={level} onChange={(e) => setLevel(e.target.value as Level | '')}>
          <option value="">All</option>
          {levels.map((l) => <option key={l} value={l}>{l}s</option>)}
        </SelectField>
      </div>
      {find || level
        ? <div className="grid divide-y divide-line">{(level ? [level] : levels).map((l) => <TreeMatches key={l} level={l} find={find} />)}</div>
        : <ul aria-label="Tenant tree" className="grid px-4 py-2"><TreeChildren branch={{ level: 'organization', path: '/organizations', query: {} }} none="No organizations yet." /></ul>}
    </Panel>
  );
}
