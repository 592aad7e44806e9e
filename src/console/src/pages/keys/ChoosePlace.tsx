import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { effective } from '../../access/effective';
import { ceilingOf } from '../../access/grants';
import { OrganizationPicker } from '../../access/OrganizationPicker';
import { PlacePicker, type Place } from '../../access/PlacePicker';
import { useFirstOrganization, useFirstTeam } from '../../access/useFirstPlace';
import { organizations, projects, teams } from '../../api/resources';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { Loaded } from '../../design/Loaded';
import { IssueKey } from './IssueKey';

/** Where the new key shall belong; then its form. */
export function ChoosePlace({ onClose }: { onClose: () => void }) {
  const first = useFirstOrganization();
  const [organization, setOrganization] = useState<string>();
  const [place, setPlace] = useState<Place>();
  const [going, setGoing] = useState(false);
  const id = organization ?? first.data?.id;
  if (going && id && place) return <Issue organizationId={id} place={place} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title="Issue a key" lead="First: where does it belong? Its calls count there, and it may call what is allowed there."
      foot={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" disabled={!place} onClick={() => setGoing(true)}>Go on</Button></>}>
      <Loaded query={first} permission="organizations:read" rows={3}>
        {(one) => one === null ? <p className="text-sm">There is no organization yet. <Link to="/organizations" search={{ edit: 'new' }} className="text-brand underline">Add one</Link>, and a team in it.</p> : (
          // Room for the lists that open.
          <div className="grid min-h-80 content-start gap-4">
            <OrganizationPicker value={id} onChange={(next) => { setOrganization(next); setPlace(undefined); }} />
            {id && <Places organizationId={id} value={place} onChange={setPlace} />}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function Places({ organizationId, value, onChange }: { organizationId: string; value: Place | undefined; onChange: (place: Place | undefined) => void }) {
  const first = useFirstTeam(organizationId);
  if (first.data === null) return <p className="text-sm">It has no team yet. <Link to="/organizations/$id" params={{ id: organizationId }} className="text-brand underline">Add one there</Link>.</p>;
  return <PlacePicker organizationId={organizationId} value={value} onChange={onChange} />;
}

/** The form, once it is known what stands above the key. */
function Issue({ organizationId, place, onClose }: { organizationId: string; place: Place; onClose: () => void }) {
  const above = useQuery({
    queryKey: ['place', organizationId, place.team_id, place.project_id],
    queryFn: async ({ signal }) => {
      const [organization, team, project] = await Promise.all([organizations.read(organizationId, signal), teams.read(place.team_id, signal), place.project_id ? projects.read(place.project_id, signal) : null]);
      return { organization, team, project };
    },
  });
  if (!above.data) return <Dialog onClose={onClose} title="Issue a key"><Loaded query={above} rows={3}>{() => null}</Loaded></Dialog>;
  const { organization, team, project } = above.data;
  return (
    <IssueKey place={project ? { project_id: project.id } : { team_id: team.id }} placeName={project ? `the project ${project.name}` : `the team ${team.name}`}
      above={effective(ceilingOf(organization), team.access, project?.access)} organization={organization} onClose={onClose} />
  );
}
