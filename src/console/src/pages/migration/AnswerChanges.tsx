import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/types';
import { Badge, Name, Signal } from '../../design/Badge';
import { count, some } from '../../design/format';
import { Table } from '../../design/Table';

interface Props {
  label: string;
  total: number;
  changes: Schemas['AnswerChangeView'][];
  /** How many keys were asked for. */
  keys: number;
  /** There is nothing to compare with: nothing would be written. */
  nothing?: boolean;
}

/** The answers that would differ: asked of the engine of the request path as things stand, and as they would. */
export function AnswerChanges({ label, total, changes, keys, nothing }: Props) {
  if (total === 0) return <Signal lamp="clear">{nothing ? 'Nothing would be written, so no answer changes' : `No answer changes for ${keys === 0 ? 'any key: there is none yet' : `its ${some(keys, 'live key')}`}`}</Signal>;
  return (
    <div className="grid gap-2">
      <Signal lamp="danger"><strong>{some(total, 'answer')} {total === 1 ? 'changes' : 'change'}</strong></Signal>
      <div className="max-h-80 overflow-y-auto rounded-lg border border-line">
        <Table cards label={label} columns={['Key', 'Asks for', 'Now', 'Then']}>
          {changes.map((c) => (
            <tr key={`${c.key_id} ${c.asset}`}>
              <td><Link to="/access/$level/$id" params={{ level: 'key', id: c.key_id }} className="font-medium hover:underline">{c.key_name}</Link></td>
              <td><Name>{c.asset}</Name></td>
              <td><Answer allowed={c.allowed_before} reason={c.reason_before} /></td>
              <td><Answer allowed={c.allowed_after} reason={c.reason_after} /></td>
            </tr>
          ))}
        </Table>
      </div>
      {total > changes.length && <p className="text-xs text-ink-faint">The first {changes.length} of {count(total)}.</p>}
    </div>
  );
}

const Answer = ({ allowed, reason }: { allowed: boolean; reason: string }) => <span title={reason}><Badge lamp={allowed ? 'clear' : 'danger'}>{allowed ? 'allowed' : 'denied'}</Badge></span>;
