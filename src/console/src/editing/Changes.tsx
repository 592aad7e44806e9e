import type { Versioned } from '../api/types';
import { Table } from '../design/Table';
import { Ago } from '../design/When';
import { changes, words } from './comparison';
import type { Meanwhile } from './useDeed';

/** That someone changed an object meanwhile, and how it stands now. */
export function Changes<View extends Versioned>({ meanwhile: { before, now } }: { meanwhile: Meanwhile<View> }) {
  const differences = changes(before, now);
  return (
    <div role="alert" className="grid gap-2 rounded-lg bg-caution-soft py-2.5 text-sm">
      <p className="px-4"><strong>Someone else changed it meanwhile</strong>, <Ago at={now.updated_at} />. Nothing was done yet.</p>
      {differences.length === 0 ? <p className="px-4 text-ink-soft">No field that can be shown differs: a credential may have been replaced.</p> : (
        <Table cards label="What changed meanwhile" columns={['Field', 'As you saw it', 'Stored now']}>
          {differences.map((d) => (
            <tr key={d.field}>
              <td className="font-mono text-xs">{d.field}</td>
              {[d.before, d.now].map((value, i) => <td key={i} className="break-words whitespace-pre-line md:max-w-60">{words(value)}</td>)}
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}
