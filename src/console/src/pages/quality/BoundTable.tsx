import type { Bound } from '../../api/types';
import { Name, Signal } from '../../design/Badge';
import { count } from '../../design/format';
import { right, Table } from '../../design/Table';
import { asked, figure, lamps, meanings, nameOf, order } from './standings';

/** A contract bound by bound, the worst first, with what was seen and of how much. */
export function BoundTable({ bounds }: { bounds: readonly Bound[] }) {
  const sorted = [...bounds].sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  return (
    <Table cards label="Evidence" columns={['Bound', 'Stands', { label: 'Asked', right: true }, { label: 'Seen', right: true }, { label: 'Of', right: true }, 'Missing']}>
      {sorted.map((bound) => (
        <tr key={`${bound.field} ${bound.subject}`}>
          <td><span title={bound.field}>{nameOf(bound.field)}</span>{bound.subject && <span className="block text-2xs text-ink-faint"><Name>{bound.subject}</Name></span>}</td>
          <td><Signal lamp={lamps[bound.standing] ?? 'off'} title={meanings[bound.standing]}>{bound.standing}</Signal></td>
          <td className={right}>{asked(bound) || '–'}</td>
          <td className={right}>
            {figure(bound.value, bound.unit)}
            {bound.value !== null && <span className="block text-2xs text-ink-faint" title="95 per cent confidence interval">{figure(bound.low, bound.unit)} to {bound.high === null ? 'more' : figure(bound.high, bound.unit)}</span>}
          </td>
          <td className={right}>{count(bound.count)}</td>
          <td className="max-w-64 text-xs text-ink-soft">{bound.missing ?? '–'}</td>
        </tr>
      ))}
    </Table>
  );
}
