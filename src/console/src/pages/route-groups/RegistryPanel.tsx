import type { Promotion, RegistryEntry } from '../../api/types';
import { Badge, Name, Signal, type Lamp } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Panel } from '../../design/Page';
import { Table } from '../../design/Table';
import type { PrimaryChange } from './useRegistry';

const lamps: Record<string, [Lamp, string]> = {
  primary: ['clear', 'Serves the calls of the group'],
  shadow: ['note', 'Can be promoted'],
  retired: ['off', 'Kept for the record; cannot be promoted'],
};

interface Props {
  entries: RegistryEntry[];
  undo: Promotion | null;
  /** Why nothing can be changed here; undefined when it can. */
  locked?: string;
  onChange: (change: PrimaryChange) => void;
  /** Why nothing can be promoted now although it might otherwise; undefined when it can. */
  stepping?: string;
  onStep: (entry: RegistryEntry) => void;
}

/** Who serves the group, and who could. */
export function RegistryPanel({ entries, undo, locked, onChange, stepping, onStep }: Props) {
  return (
    <Panel title="Registry" note="one primary, always" flush>
      <Table cards label="Registry" columns={['Model', 'Provider', 'Status', '']}>
        {entries.map((entry) => {
          const [lamp, title] = lamps[entry.status] ?? ['danger', 'A status this version does not know: it never serves'];
          return (
            <tr key={entry.id}>
              <td><Name className={entry.status === 'primary' ? 'font-semibold' : ''}>{entry.model}</Name></td>
              <td>{entry.provider ? <Name>{entry.provider}</Name> : <Badge lamp="caution" title="The model is disabled, or has no deployment that may serve">serves nowhere</Badge>}</td>
              <td><Signal lamp={lamp} title={title}>{entry.status}</Signal></td>
              <td>
                <div className="flex justify-end gap-1.5">
                  {entry.status === 'shadow' && (
                    <>
                      <Button size="sm" tone="quiet" disabled={!!(locked ?? stepping)} title={locked ?? stepping} aria-label={`Promote ${entry.model} by steps…`} onClick={() => onStep(entry)}>By steps…</Button>
                      <Button size="sm" disabled={!!(locked ?? stepping)} title={locked ?? stepping} aria-label={`Promote ${entry.model}…`} onClick={() => onChange({ kind: 'promote', entry })}>Promote…</Button>
                    </>
                  )}
                  {entry.status === 'primary' && undo && (
                    <Button size="sm" disabled={!!locked} title={locked ?? `Back to ${undo.from_model}`} aria-label={`Roll back to ${undo.from_model}…`} onClick={() => onChange({ kind: 'rollback', undone: undo, etag: entry.etag })}>Roll back…</Button>
                  )}
                </div>
              </td>
            </tr>
          );
        })}
      </Table>
    </Panel>
  );
}
