import { useEffect, useRef } from 'react';
import type { Schemas } from '../../api/types';
import { Signal } from '../../design/Badge';
import { Table } from '../../design/Table';

/** Whether a rule would fire now, and on what figures. */
export function ReadingTable({ evaluation }: { evaluation: Schemas['AlertRuleEvaluationView'] }) {
  const box = useRef<HTMLDivElement>(null);
  // The button that asks stays in view, wherever in the form one is: the answer comes to it.
  useEffect(() => {
    // Newer browsers return a promise, which an effect must not.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [evaluation]);
  return (
    <div ref={box} className="grid gap-2 rounded-lg border border-line px-4 py-2.5" role="status">
      <p className="text-sm font-medium">{evaluation.would_fire ? 'It would fire now.' : 'It would not fire now.'}</p>
      {evaluation.readings.length === 0 ? <p className="text-sm text-ink-soft">There is nothing to look at: no such calls, limits or failures.</p> : (
        <Table cards bleed label="What was read" columns={['About', 'Holds', 'On what figures']}>
          {evaluation.readings.map((reading) => (
            <tr key={reading.subject}>
              <td>{reading.name}</td>
              <td><Signal lamp={reading.holds === null ? 'off' : reading.holds ? 'danger' : 'clear'}>{reading.holds === null ? 'not known' : reading.holds ? 'yes' : 'no'}</Signal></td>
              <td className="text-xs text-ink-soft">{reading.summary}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}
