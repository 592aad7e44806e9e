import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, body } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Name, Signal } from '../../design/Badge';
import { count, some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { When } from '../../design/When';
import type { PartProps } from './CostsPage';
import { lengths, type Length } from './search';

const labels: Record<Length, string> = { '24h': 'Day', '7d': 'Week', '30d': '30 days' };
const numbers = ['Dispatched', 'Settled', 'Failed', 'Interrupted', 'Caller left', 'Read on'].map((label) => ({ label, right: true }));

/** dispatched = settled + failed + interrupted, per provider, and hour by hour for the one that was chosen. */
export function LedgerPanel({ search, set }: PartProps) {
  const since = search.since ?? '24h';
  const ledger = useQuery({
    queryKey: ['reports', 'ledger', since],
    queryFn: ({ signal }) => body(api.GET('/admin/reports/api/ledger', { params: { query: { since } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const chosen = search.provider;
  return (
    <div className="grid gap-4">
      <Panel title="By provider" note={ledger.data && <Standing view={ledger.data} />} flush
        actions={<Segmented label="Period" value={since} options={lengths.map((value) => ({ value, label: labels[value] }))} onChange={(value) => set({ since: value })} />}>
        <Loaded query={ledger} permission="reports:read" rows={4}>
          {({ providers }) => (providers.length === 0 ? (
            <Empty title="No provider was called">Every call of a provider enters here when it has ended, in the hour in which it came: also those that failed before another deployment answered, and those of shadow candidates.</Empty>
          ) : (
            <Table label="Calls by provider" columns={['Provider', ...numbers, '']}>
              {providers.map((line) => (
                <tr key={line.provider}>
                  <td><Name className="font-semibold">{line.provider}</Name></td>
                  <Cells line={line} />
                  <td className={right}><button type="button" className="text-xs text-brand hover:underline" aria-pressed={line.provider === chosen} onClick={() => set({ provider: line.provider === chosen ? undefined : line.provider })}>{line.provider === chosen ? 'Hide hours' : 'Hours'}</button></td>
                </tr>
              ))}
            </Table>
          ))}
        </Loaded>
      </Panel>
      {chosen && ledger.data && <Hours provider={chosen} hours={ledger.data.hours.filter((hour) => hour.provider === chosen)} />}
      <p className="max-w-3xl text-xs text-ink-faint">
        Settled: the provider answered, also where its caller left before the end; “read on” are those of them whose answer was read to its end without the caller, so that its bill is known (a provider’s setting). Interrupted: under way when a gateway was killed.
      </p>
    </div>
  );
}

/** Whether the sum holds, and what is on its way. */
const Standing = ({ view }: { view: Schemas['LedgerView'] }) => (
  <span className="inline-flex flex-wrap items-center gap-x-3">
    {view.balanced ? <Signal lamp="clear" title="Dispatched = settled + failed + interrupted, in every hour">balanced</Signal> : <Signal lamp="danger" title="Dispatched is not settled + failed + interrupted in some hour">does not add up</Signal>}
    <span>{some(view.open_here, 'call')} under way at this instance{view.pending_here > 0 && `, ${count(view.pending_here)} on the way into the ledger`}</span>
  </span>
);

type Line = Pick<Schemas['LedgerTotal'], 'dispatched' | 'settled' | 'failed' | 'interrupted' | 'disconnected' | 'drained'>;

const Cells = ({ line }: { line: Line }) => (
  <>
    <td className={right}>{count(line.dispatched)}</td>
    <td className={right}>{count(line.settled)}</td>
    <td className={right}>{line.failed > 0 ? count(line.failed) : '–'}</td>
    <td className={right}>{line.interrupted > 0 ? count(line.interrupted) : '–'}</td>
    <td className={right}>{line.disconnected > 0 ? count(line.disconnected) : '–'}</td>
    <td className={right}>{line.drained > 0 ? count(line.drained) : '–'}</td>
  </>
);

function Hours({ provider, hours }: { provider: string; hours: Schemas['LedgerHour'][] }) {
  const end = (at: string) => new Date(new Date(at).getTime() + 3_600_000).toISOString();
  return (
    <Panel title={<>Hours of <Name className="text-sm">{provider}</Name></>} note="the newest first" flush>
      <Table label={`Calls of ${provider} by hour`} columns={['Hour', ...numbers, '']}>
        {[...hours].reverse().map((hour) => (
          <tr key={hour.at}>
            <td><When at={hour.at} /></td>
            <Cells line={hour} />
            <td className={right}>
              <Link to="/usage" search={{ from: hour.at, to: end(hour.at), provider, by: 'deployment' }} className="mr-3 text-xs text-brand hover:underline">Usage</Link>
              <Link to="/requests" search={{ since: hour.at, until: end(hour.at) }} className="text-xs text-brand hover:underline">Calls</Link>
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
