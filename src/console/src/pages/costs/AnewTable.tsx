import type { Schemas } from '../../api/types';
import { Name } from '../../design/Badge';
import { count, money, some, time } from '../../design/format';
import { Facts } from '../../design/Page';
import { right, Table } from '../../design/Table';
import { signed } from './difference';

/** What pricing calls anew would change, or has changed. */
export function AnewTable({ view }: { view: Schemas['RecalculationView'] }) {
  const column = (label: string) => ({ label, right: true });
  return (
    <div className="grid gap-3">
      <Facts items={[
        ['Calls looked at', count(view.calls)], [view.dry_run ? 'Would change' : 'Changed', count(view.changed)], ['Cost until now', money(view.cost_before_micros)],
        [view.dry_run ? 'Cost then' : 'Cost now', money(view.cost_after_micros)], ['Difference', signed(view.difference_micros, money)],
      ]} />
      {view.deployments.length > 0 && (
        <Table label="Differences by deployment" columns={['Deployment', column('Calls'), column('Changed'), column('Before'), column('After'), column('Difference')]}>
          {view.deployments.map((line) => (
            <tr key={line.deployment}>
              <td><Name>{line.deployment}</Name></td><td className={right}>{count(line.calls)}</td><td className={right}>{count(line.changed)}</td>
              <td className={right}>{money(line.cost_before_micros)}</td><td className={right}>{money(line.cost_after_micros)}</td><td className={right}>{signed(line.difference_micros, money)}</td>
            </tr>
          ))}
        </Table>
      )}
      <ul className="grid gap-1 text-xs text-ink-faint">
        {view.unpriced > 0 && <li>{some(view.unpriced, 'call')} of these had no price at their time: their cost becomes unknown.</li>}
        {view.unknown > 0 && <li>{some(view.unknown, 'call')} stay as they are: their deployment is not in the registry any more.</li>}
        {view.ambiguous > 0 && <li>{some(view.ambiguous, 'call')} stay as they are: several deployments of their name have different prices.</li>}
        {view.pruned_before && <li>Calls before {time(view.pruned_before)} were deleted by the retention setting, and stay as they are.</li>}
      </ul>
    </div>
  );
}
