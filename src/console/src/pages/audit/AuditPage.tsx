import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { AuditEvent } from '../../api/types';
import { usePages } from '../../api/usePages';
import { Button, buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import { ChainStatus } from './ChainStatus';
import { EventTable } from './EventTable';
import { Filters } from './Filters';
import { exportPath, type AuditSearch } from './search';

const route = getRouteApi('/audit');

export function AuditPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const set = (change: Partial<AuditSearch>) => navigate({ to: '/audit', search: { ...search, ...change } });
  const list = usePages<AuditEvent>(['audit-events'], '/audit-events', search);

  return (
    <>
      <PageHead title="Audit log" lead="Every change that was made: who, what, from where and why. Events form a hash chain, so that none can be changed or removed unseen."
        actions={<><Button size="sm" busy={list.isRefetching} onClick={() => queries.invalidateQueries({ queryKey: ['audit-events'] })}>Refresh</Button><Exports search={search} /></>} />
      <ChainStatus />
      <Filters search={search} set={set} />
      <Panel flush>
        <Loaded query={list} permission="audit:read" rows={10}>
          {() => list.rows.length === 0 ? <Nothing filtered={Object.keys(search).length > 0} /> : (
            <div className={list.isPlaceholderData ? 'opacity-60' : ''}><EventTable rows={list.rows} /></div>
          )}
        </Loaded>
        <More list={list} label="Older events" />
      </Panel>
    </>
  );
}

/** What the filters show, as a file. Plain links, so that the browser streams it to disk. */
function Exports({ search }: { search: AuditSearch }) {
  const may = useMay('audit:export');
  if (!may) return null;
  return (
    <>
      {(['csv', 'jsonl'] as const).map((format) => (
        <a key={format} href={exportPath(search, format)} download className={buttonLook('plain', 'sm')} title="What the filters below show, oldest first. The export itself is an event of the audit log.">
          <Download className="size-3.5" aria-hidden />{format === 'csv' ? 'CSV' : 'JSON lines'}
        </a>
      ))}
    </>
  );
}

const Nothing = ({ filtered }: { filtered: boolean }) => (filtered
  ? <Empty title="No event matches" action={<Link to="/audit" className={buttonLook()}>Clear the filters</Link>}>Every filter above must fit. Widen one, or look further back.</Empty>
  : <Empty title="Nothing was changed yet">Each change, by the console, the API or YAML, shows up here with what it was before and after.</Empty>);
