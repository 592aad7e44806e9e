import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/types';
import { Name, Signal } from '../../design/Badge';
import { count, money, some, time } from '../../design/format';
import { Panel } from '../../design/Page';
import { right, Table } from '../../design/Table';
import { When } from '../../design/When';
import { measuresOf, signed, type Measure } from './difference';

const titles: Record<Measure, string> = { requests: 'Requests', tokens_input: 'Tokens in', tokens_output: 'Tokens out', tokens_cached: 'Cached', tokens_cache_write: 'Cache write', cost_micros: 'Cost' };
const shown = (measure: Measure) => (measure === 'cost_micros' ? money : count);

/** What a provider counts beside what is on record, of what its export tells; what differs first. */
export function DifferenceTable({ view }: { view: Schemas['ReconciliationView'] }) {
  const measures = measuresOf(view);
  const columns = ['From', 'Model', ...measures.map((m) => ({ label: titles[m], right: true })), ''];
  return (
    <Panel flush title={view.equal ? <Signal lamp="clear">Both count the same</Signal> : <Signal lamp="caution">The counts differ</Signal>}
      note={<>{time(view.from)} to {time(view.to)}, read as {view.format === 'columns' ? 'named columns' : `${view.format}’s export`}</>}>
      <Table label="Differences" columns={columns}>
        <tr className="font-medium">
          <td colSpan={2}>All of it</td>
          <Cells line={view.total} measures={measures} />
          <td />
        </tr>
        {view.lines.map((line) => (
          <tr key={`${line.from} ${line.model}`}>
            <td><When at={line.from} /></td>
            <td><Name>{line.model}</Name></td>
            <Cells line={line} measures={measures} />
            <td className={right}><Link to="/usage" search={{ from: line.from, to: line.to, provider: view.provider, by: 'deployment' }} className="text-xs text-brand hover:underline" aria-label={`What is on record of ${line.model} from ${time(line.from)}`}>On record</Link></td>
          </tr>
        ))}
      </Table>
      {view.more > 0 && <p className="p-4 text-sm text-ink-soft">{some(view.more, 'line')} more, which differ less.</p>}
      {!view.equal && (
        <p className="border-t border-line p-4 text-xs text-ink-faint">
          Large: what the provider counts more than is on record, or less. Below it: theirs, and ours. Usual causes: keys of the same account that are used elsewhere; attempts that failed before another deployment answered (they stand in the ledger); calls whose tokens were estimated; and the export’s own delay.
        </p>
      )}
    </Panel>
  );
}

function Cells({ line, measures }: { line: Schemas['ReconciledLine']; measures: Measure[] }) {
  return measures.map((measure) => {
    const difference = line.difference[measure];
    return (
      <td key={measure} className={right}>
        <span className={difference ? 'font-semibold text-caution' : 'text-ink-faint'}>{signed(difference, shown(measure))}</span>
        <span className="block text-xs text-ink-faint" title="Theirs and ours">{shown(measure)(line.theirs[measure])} · {shown(measure)(line.ours[measure])}</span>
      </td>
    );
  });
}
