import { fieldErrors } from '../api/problem';
import { Badge, Name } from '../design/Badge';
import { count, some } from '../design/format';
import { More } from '../design/More';
import { Panel } from '../design/Page';
import { Failure, Skeleton } from '../design/States';
import { Table } from '../design/Table';
import { byKey } from './effects';
import type { usePreview } from './usePreview';

/** Who gains and who loses what by changes that are not made yet. */
export function PreviewPanel({ state: { preview, current } }: { state: ReturnType<typeof usePreview> }) {
  const first = preview.data?.pages[0];
  // The same of each scope: what is typed half is not worth more words.
  const faults = [...new Set(Object.values(fieldErrors(preview.error)).flat())];
  return (
    <Panel title="Who gains, who loses" note="not saved yet" flush>
      {faults.length > 0 ? <p role="alert" className="px-4 py-3 text-sm text-caution">It would be refused. {faults.join(' ')}</p> : preview.error ? <Failure error={preview.error} retry={() => preview.refetch()} /> : !first ? <Skeleton rows={3} /> : (
        <div aria-busy={!current} className={current ? '' : 'opacity-60'}>
          <p role="status" className="flex flex-wrap items-center gap-2 px-4 py-3 text-sm">
            {first.gained + first.lost === 0 ? <>No answer changes{first.keys_reached > 0 && ` for the ${some(first.keys_reached, 'live key')} it reaches`}.</> : (
              <>
                {first.gained > 0 && <Badge lamp="clear">{some(first.keys_gaining, 'key')} {first.keys_gaining === 1 ? 'gains' : 'gain'} {count(first.gained)}</Badge>}
                {first.lost > 0 && <Badge lamp="danger">{some(first.keys_losing, 'key')} {first.keys_losing === 1 ? 'loses' : 'lose'} {count(first.lost)}</Badge>}
                <span className="text-ink-soft">of {some(first.keys_reached, 'live key')} it reaches, as things stand now.</span>
              </>
            )}
          </p>
          {first.gained + first.lost > 0 && (
            <div className="border-t border-line">
              <Table cards label="Who gains and loses" columns={['Key', 'Gains', 'Loses']}>
                {byKey(preview.data!.pages.flatMap((p) => p.items)).map(({ key, gains, loses }) => (
                  <tr key={key.key_id}>
                    <td><span className="font-medium">{key.key}</span> <Name className="text-ink-faint">{key.prefix}…</Name><span className="block text-xs text-ink-faint">{[key.organization, key.team, key.project].filter(Boolean).join(' / ')}{key.user && ` for ${key.user}`}</span></td>
                    <td><Names names={gains} lamp="clear" /></td>
                    <td><Names names={loses} lamp="danger" /></td>
                  </tr>
                ))}
              </Table>
            </div>
          )}
          <More list={preview} label="More" />
        </div>
      )}
    </Panel>
  );
}

const shown = 8;

const Names = ({ names, lamp }: { names: { asset: string; rule: string }[]; lamp: 'clear' | 'danger' }) => names.length === 0 ? null : (
  <span className="flex flex-wrap gap-1">
    {names.slice(0, shown).map(({ asset, rule }) => <Badge key={asset} lamp={lamp} mono title={rule}>{asset}</Badge>)}
    {names.length > shown && <span className="text-xs text-ink-faint" title={names.slice(shown).map((n) => n.asset).join(', ')}>and {count(names.length - shown)} more</span>}
  </span>
);
