import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import type { Schemas } from '../../api/types';
import { Badge, Name, type Lamp } from '../../design/Badge';
import { buttonLook } from '../../design/Button';
import { Table } from '../../design/Table';
import { When } from '../../design/When';

const modes: Record<string, string> = { ceiling: 'is the ceiling', open: 'open while not enforced', inherit: 'passes on', restrict: 'restricts', legacy_list: 'legacy list' };
const states: Record<string, Lamp> = { holds: 'clear', expired: 'caution', other_environment: 'caution' };

type Explanation = Schemas['ExplanationView'];

/** A verdict in a sentence, what each level says, and the place where it could be changed. */
export function Answer({ answer }: { answer: Explanation }) {
  const decider = answer.levels.find((l) => l.decided);
  return (
    <div className="grid gap-3">
      <div role="status" className={`flex items-start gap-3 rounded-lg px-3.5 py-3 text-sm ${answer.allowed ? 'bg-clear-soft' : 'bg-danger-soft'}`}>
        {answer.allowed ? <Check className="mt-0.5 size-4 shrink-0 text-clear" aria-hidden /> : <X className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />}
        <div className="grid min-w-0 gap-1">
          <strong>{answer.allowed ? 'Yes, it may.' : 'No, it may not.'}</strong>
          <span className="break-words">{answer.rule}</span>
          {answer.environment && <span className="text-xs text-ink-soft">Asked in {answer.environment}.</span>}
        </div>
      </div>
      {answer.levels.length > 0 && (
        <div className="rounded-lg border border-line">
          <Table cards label="What each level says" columns={['Level', 'What it does', 'Lets it pass', 'Grants that name it']}>
            {answer.levels.map((level) => (
              <tr key={level.id} className={level.decided ? 'bg-sunken' : undefined}>
                <td><Place level={level} /> {level.decided && <Badge lamp="note">decides</Badge>}<span className="block text-xs text-ink-faint">{level.level}</span></td>
                <td className="text-ink-soft">{modes[level.mode] ?? level.mode}</td>
                <td>{level.passes ? <Badge lamp="clear">yes</Badge> : <Badge lamp="danger">no</Badge>}</td>
                <td><Grants grants={level.grants} /></td>
              </tr>
            ))}
          </Table>
        </div>
      )}
      {!answer.allowed && (
        <div>
          {decider ? <Link to="/access/$level/$id" params={{ level: decider.level, id: decider.id }} aria-label={`Change it at the ${decider.level} ${decider.name}`} className={buttonLook('primary')}>Change it at the {decider.level}</Link>
            : <Link to="/models" className={buttonLook()}>To the models</Link>}
        </div>
      )}
    </div>
  );
}

const Place = ({ level: { level, id, name } }: { level: Explanation['levels'][number] }) =>
  <Link to="/access/$level/$id" params={{ level, id }} className="font-medium text-brand hover:underline">{name}</Link>;

const Grants = ({ grants }: { grants: Explanation['levels'][number]['grants'] }) => grants.length === 0 ? <span className="text-ink-faint">none</span> : (
  <ul className="grid gap-0.5">
    {grants.map((g) => (
      <li key={g.grant} className="flex flex-wrap items-center gap-1.5">
        <Name className="break-all">{g.grant}</Name>
        <Badge lamp={states[g.state] ?? 'off'}>{g.state === 'other_environment' ? `only in ${g.environments.join(', ')}` : g.state}</Badge>
        {g.expires_at && <span className="text-xs text-ink-faint">until <When at={g.expires_at} /></span>}
      </li>
    ))}
  </ul>
);
