import { getRouteApi, Link } from '@tanstack/react-router';
import { buttonLook } from '../../design/Button';
import { PageHead } from '../../design/Page';
import { useMay } from '../../session/session';
import { ScopeTable } from './ScopeTable';
import { WhyBox } from './WhyBox';

const route = getRouteApi('/access');

/** Who may use what: the answer for one, and the way to the rules of each scope. */
export function AccessPage() {
  const asked = route.useSearch();
  const may = useMay('access:write');
  return (
    <>
      <PageHead title="Access" lead="Who may use what, why, and where to change it." actions={may && <Link to="/access/bulk" className={buttonLook()}>Change many at once</Link>} />
      <div className="grid gap-4">
        <WhyBox asked={asked} />
        {asked.organization_id && (
          <ScopeTable title="Rules by level" organizationId={asked.organization_id}
            whole={<Link to="/access/$level/$id" params={{ level: 'organization', id: asked.organization_id }} className="text-xs text-brand hover:underline">The organization’s grants</Link>}
            link={(s) => <Link to="/access/$level/$id" params={{ level: s.level, id: s.id }} className="font-medium text-brand hover:underline">{s.name}</Link>} />
        )}
      </div>
    </>
  );
}
