import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { Failure, Skeleton } from './design/States';
import { accessSearch, bulkSearch, scopeSearch } from './pages/access/search';
import { auditSearch } from './pages/audit/search';
import { catalogSearch } from './pages/catalog/search';
import { costsSearch } from './pages/costs/search';
import { keysSearch } from './pages/keys/search';
import { limitsSearch } from './pages/limits/search';
import { migrationSearch, organizationMigrationSearch } from './pages/migration/search';
import { organizationSearch, organizationsSearch } from './pages/organizations/search';
import { overviewSearch } from './pages/overview/search';
import { playgroundSearch } from './pages/playground/search';
import { policiesSearch } from './pages/policies/search';
import { providersSearch } from './pages/providers/search';
import { qualitySearch } from './pages/quality/search';
import { requestsSearch } from './pages/requests/search';
import { usageSearch } from './pages/usage/search';
import { NotFoundPage } from './pages/not-found/NotFoundPage';
import { Shell } from './shell/Shell';
import { said, text } from './search';

const root = createRootRoute({ component: () => <Shell><Outlet /></Shell>, notFoundComponent: NotFoundPage });

/** A page that is loaded when it is first opened. What its module holds is of no interest to the routes' types. */
const lazy = (load: () => Promise<unknown>, name: string) => lazyRouteComponent(load as () => Promise<Record<string, ComponentType>>, name);

/** A list whose URL says what is open beside it: an id, or “new”. */
const listSearch = (search: Record<string, unknown>) => said({ edit: text(search, 'edit') });

// Each by itself: within addChildren their types would not be inferred.
const start = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/overview' }); } });
const overview = createRoute({ getParentRoute: () => root, path: '/overview', validateSearch: overviewSearch, component: lazy(() => import('./pages/overview/OverviewPage'), 'OverviewPage') });
const requests = createRoute({ getParentRoute: () => root, path: '/requests', validateSearch: requestsSearch, component: lazy(() => import('./pages/requests/RequestsPage'), 'RequestsPage') });
const usage = createRoute({ getParentRoute: () => root, path: '/usage', validateSearch: usageSearch, component: lazy(() => import('./pages/usage/UsagePage'), 'UsagePage') });
const costs = createRoute({ getParentRoute: () => root, path: '/costs', validateSearch: costsSearch, component: lazy(() => import('./pages/costs/CostsPage'), 'CostsPage') });
const providers = createRoute({ getParentRoute: () => root, path: '/providers', validateSearch: providersSearch, component: lazy(() => import('./pages/providers/ProvidersPage'), 'ProvidersPage') });
const models = createRoute({ getParentRoute: () => root, path: '/models', validateSearch: listSearch, component: lazy(() => import('./pages/models/ModelsPage'), 'ModelsPage') });
const model = createRoute({ getParentRoute: () => root, path: '/models/$id', validateSearch: listSearch, component: lazy(() => import('./pages/models/ModelPage'), 'ModelPage') });
const routeGroups = createRoute({ getParentRoute: () => root, path: '/route-groups', validateSearch: listSearch, component: lazy(() => import('./pages/route-groups/RouteGroupsPage'), 'RouteGroupsPage') });
const routeGroup = createRoute({ getParentRoute: () => root, path: '/route-groups/$id', validateSearch: listSearch, component: lazy(() => import('./pages/route-groups/RouteGroupPage'), 'RouteGroupPage') });
const policies = createRoute({ getParentRoute: () => root, path: '/policies', validateSearch: policiesSearch, component: lazy(() => import('./pages/policies/PoliciesPage'), 'PoliciesPage') });
const policy = createRoute({ getParentRoute: () => root, path: '/policies/$id', component: lazy(() => import('./pages/policies/PolicyPage'), 'PolicyPage') });
const quality = createRoute({ getParentRoute: () => root, path: '/quality', validateSearch: qualitySearch, component: lazy(() => import('./pages/quality/QualityPage'), 'QualityPage') });
const organizations = createRoute({ getParentRoute: () => root, path: '/organizations', validateSearch: organizationsSearch, component: lazy(() => import('./pages/organizations/OrganizationsPage'), 'OrganizationsPage') });
const organization = createRoute({ getParentRoute: () => root, path: '/organizations/$id', validateSearch: organizationSearch, component: lazy(() => import('./pages/organizations/OrganizationPage'), 'OrganizationPage') });
const keys = createRoute({ getParentRoute: () => root, path: '/keys', validateSearch: keysSearch, component: lazy(() => import('./pages/keys/KeysPage'), 'KeysPage') });
const access = createRoute({ getParentRoute: () => root, path: '/access', validateSearch: accessSearch, component: lazy(() => import('./pages/access/AccessPage'), 'AccessPage') });
const scopeAccess = createRoute({ getParentRoute: () => root, path: '/access/$level/$id', validateSearch: scopeSearch, component: lazy(() => import('./pages/access/ScopePage'), 'ScopePage') });
const bulkAccess = createRoute({ getParentRoute: () => root, path: '/access/bulk', validateSearch: bulkSearch, component: lazy(() => import('./pages/access/BulkPage'), 'BulkPage') });
const limits = createRoute({ getParentRoute: () => root, path: '/limits', validateSearch: limitsSearch, component: lazy(() => import('./pages/limits/LimitsPage'), 'LimitsPage') });
const scopeLimits = createRoute({ getParentRoute: () => root, path: '/limits/$level/$id', component: lazy(() => import('./pages/limits/ScopeLimitsPage'), 'ScopeLimitsPage') });
const migration = createRoute({ getParentRoute: () => root, path: '/migration', validateSearch: migrationSearch, component: lazy(() => import('./pages/migration/MigrationPage'), 'MigrationPage') });
const organizationMigration = createRoute({ getParentRoute: () => root, path: '/migration/$id', validateSearch: organizationMigrationSearch, component: lazy(() => import('./pages/migration/OrganizationMigrationPage'), 'OrganizationMigrationPage') });
const instances = createRoute({ getParentRoute: () => root, path: '/instances', component: lazy(() => import('./pages/instances/InstancesPage'), 'InstancesPage') });
const audit = createRoute({ getParentRoute: () => root, path: '/audit', validateSearch: auditSearch, component: lazy(() => import('./pages/audit/AuditPage'), 'AuditPage') });
const build = createRoute({ getParentRoute: () => root, path: '/build', beforeLoad: () => { throw redirect({ to: '/build/get-started' }); } });
const getStarted = createRoute({ getParentRoute: () => root, path: '/build/get-started', component: lazy(() => import('./pages/get-started/GetStartedPage'), 'GetStartedPage') });
const catalog = createRoute({ getParentRoute: () => root, path: '/build/catalog', validateSearch: catalogSearch, component: lazy(() => import('./pages/catalog/CatalogPage'), 'CatalogPage') });
const playground = createRoute({ getParentRoute: () => root, path: '/build/playground', validateSearch: playgroundSearch, component: lazy(() => import('./pages/playground/PlaygroundPage'), 'PlaygroundPage') });
const myUsage = createRoute({ getParentRoute: () => root, path: '/build/usage', component: lazy(() => import('./pages/my-usage/MyUsagePage'), 'MyUsagePage') });

const tree = root.addChildren([start, overview, requests, usage, costs, providers, models, model, routeGroups, routeGroup, policies, policy, quality, organizations, organization, keys, access, scopeAccess, bulkAccess, limits, scopeLimits, migration, organizationMigration, instances, audit, build, getStarted, catalog, playground, myUsage]);

export const router = createRouter({
  routeTree: tree,
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton rows={8} />,
  defaultErrorComponent: ({ error }) => <Failure error={error} retry={() => window.location.reload()} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
