import { getRouteApi, Link } from '@tanstack/react-router';
import { PageHead } from '../../design/Page';
import { ScopeTable } from '../access/ScopeTable';
import { RefusalBox } from './RefusalBox';
import { WaitingPanel } from './WaitingPanel';

const route = getRouteApi('/limits');

/** What callers may take: the answer for one, and the way to the limits of each scope. */
export function LimitsPage() {
  const asked = route.useSearch();
  return (
    <>
      <PageHead title="Limits" lead="How fast, how much and for how much money: what is left, why a call was refused, and where to change it." />
      <div className="grid gap-4">
        <RefusalBox asked={asked} />
        <WaitingPanel />
        {asked.organization_id && (
          <ScopeTable title="Limits by level" organizationId={asked.organization_id}
            whole={<Link to="/limits/$level/$id" params={{ level: 'organization', id: asked.organization_id }} className="text-xs text-brand hover:underline">The organization’s limits</Link>}
            link={(s) => <Link to="/limits/$level/$id" params={{ level: s.level, id: s.id }} className="font-medium text-brand hover:underline">{s.name}</Link>} />
        )}
      </div>
    </>
  );
}
