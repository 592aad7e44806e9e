import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ceilingOf } from '../../access/grants';
import type { Organization, Team } from '../../api/types';
import { usePages } from '../../api/usePages';
import { useSettled } from '../../api/useSettled';
import { Button } from '../../design/Button';
import { FindBox } from '../../design/FindBox';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import type { LevelAction } from './LevelDialogs';
import { TeamBranch } from './TeamBranch';

interface Props {
  organization: Organization;
  act: (action: LevelAction) => void;
}

/** As many teams are unfolded from the start: few enough that opening the page asks for little. */
const unfolded = 3;

/** Teams, their projects, and the keys of each, as a line diagram; with what each may call in the end. */
export function Structure({ organization, act }: Props) {
  const may = useMay('teams:write');
  const [typed, setTyped] = useState('');
  const find = useSettled(typed);
  const teams = usePages<Team>(['teams', 'list'], '/teams', { organization_id: organization.id, ...(find ? { find } : {}) });
  const ceiling = ceilingOf(organization);
  const add = <Button size="sm" disabled={!may} onClick={() => act({ kind: 'edit', level: 'team', row: null })}><Plus className="size-3.5" aria-hidden />Add team</Button>;
  return (
    <Panel title="Teams and projects" flush actions={<div className="flex flex-wrap items-center gap-2">{organization.counts.teams > unfolded && <FindBox what="teams" value={typed} onChange={setTyped} />}{add}</div>}>
      <Loaded query={teams} permission="teams:read">
        {() => teams.rows.length > 0 ? (
          <ul className={`divide-y divide-line ${teams.isPlaceholderData ? 'opacity-60' : ''}`}>
            {teams.rows.map((team, i) => <TeamBranch key={team.id} team={team} organization={organization} ceiling={ceiling} act={act} startsOpen={i < unfolded} />)}
          </ul>
        ) : find ? <Empty title="No team is called that">Try a part of the name.</Empty>
          : <Empty title="No teams yet" action={add}>Keys belong to a team, or to a project of a team. Start with the people who will use one together.</Empty>}
      </Loaded>
      <More list={teams} label="More teams" />
    </Panel>
  );
}
