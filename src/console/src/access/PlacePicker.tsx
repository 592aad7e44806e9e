import type { Project, Team } from '../api/types';
import { Combobox, type Option } from '../design/Combobox';
import { findIn, together } from './find';

/** Where a key may belong. */
export interface Place {
  team_id: string;
  project_id: string | null;
  /** “web” or “web / shop”. */
  name: string;
}

interface PlaceOption extends Option {
  place: Place;
}

interface Props {
  organizationId: string;
  value: Place | undefined;
  onChange: (place: Place | undefined) => void;
  hint?: string;
}

/** A team or a project of an organization. */
export function PlacePicker({ organizationId, value, onChange, hint }: Props) {
  return (
    <Combobox label="Team or project" hint={hint} value={value && (value.project_id ?? value.team_id)} text={value?.name} queryKey={['places', organizationId]}
      find={(text, signal) => together(
        findIn<Team>('/teams', { organization_id: organizationId }, text, signal, (t): Partial<PlaceOption> => ({ group: 'Teams', place: { team_id: t.id, project_id: null, name: t.name } })),
        findIn<Project>('/projects', { organization_id: organizationId }, text, signal, (p): Partial<PlaceOption> => ({ group: 'Projects', text: `${p.team} / ${p.name}`, place: { team_id: p.team_id, project_id: p.id, name: `${p.team} / ${p.name}` } })),
      )}
      onChange={(option) => onChange((option as PlaceOption | undefined)?.place)} />
  );
}
