import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { organizations } from '../../api/resources';
import { effective } from '../../access/effective';
import { ceilingOf } from '../../access/grants';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { SelectField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { useOrganization, type OrganizationTree } from '../organizations/useOrganization';
import { IssueKey } from './IssueKey';

/** Where the new key shall belong; then its form. */
export function ChoosePlace({ onClose }: { onClose: () => void }) {
  const all = useQuery({ queryKey: ['organizations'], queryFn: ({ signal }) => organizations.list({}, signal) });
  const [chosen, setChosen] = useState('');
  const id = chosen || all.data?.[0]?.id || '';
  const [place, setPlace] = useState<{ tree: OrganizationTree; id: string } | null>(null);
  if (place) return <Issue tree={place.tree} id={place.id} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title="Issue a key" lead="First: where does it belong? Its calls count there, and it may call what is allowed there.">
      <Loaded query={all} permission="organizations:read" rows={3}>
        {(list) => list.length === 0 ? <p className="text-sm">There is no organization yet. <Link to="/organizations" search={{ edit: 'new' }} className="text-brand underline">Add one</Link>, and a team in it.</p> : (
          <div className="grid gap-4">
            <SelectField label="Organization" value={id} onChange={(e) => setChosen(e.target.value)}>{list.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}</SelectField>
            <Places key={id} id={id} onChoose={(tree, placeId) => setPlace({ tree, id: placeId })} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function Places({ id, onChoose }: { id: string; onChoose: (tree: OrganizationTree, placeId: string) => void }) {
  const tree = useOrganization(id);
  const [place, setPlace] = useState('');
  return (
    <Loaded query={tree} permission="organizations:read" rows={2}>
      {(data) => data.teams.length === 0 ? <p className="text-sm">It has no team yet. <Link to="/organizations/$id" params={{ id }} className="text-brand underline">Add one there</Link>.</p> : (
        <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); onChoose(data, place); }}>
          <SelectField label="Team or project" required value={place} onChange={(e) => setPlace(e.target.value)}>
            <option value="" disabled>Choose…</option>
            {data.teams.map((team) => (
              <optgroup key={team.id} label={team.name}>
                <option value={team.id}>{team.name}</option>
                {data.projects.filter((p) => p.team_id === team.id).map((p) => <option key={p.id} value={p.id}>{team.name} / {p.name}</option>)}
              </optgroup>
            ))}
          </SelectField>
          <div className="flex justify-end"><Button tone="primary" type="submit">Go on</Button></div>
        </form>
      )}
    </Loaded>
  );
}

function Issue({ tree, id, onClose }: { tree: OrganizationTree; id: string; onClose: () => void }) {
  const project = tree.projects.find((p) => p.id === id);
  const team = tree.teams.find((t) => t.id === (project?.team_id ?? id));
  return (
    <IssueKey place={project ? { project_id: project.id } : { team_id: id }} placeName={project ? `the project ${project.name}` : `the team ${team?.name}`}
      above={effective(ceilingOf(tree.organization), team?.access, project?.access)} users={tree.users} onClose={onClose} />
  );
}
