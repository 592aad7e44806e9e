import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { Shell } from './shell/Shell';
import { BuildPage } from './pages/build/BuildPage';
import { OverviewPage } from './pages/overview/OverviewPage';
import { ModelsPage } from './pages/models/ModelsPage';
import { ProvidersPage } from './pages/providers/ProvidersPage';
import { RequestsPage } from './pages/requests/RequestsPage';
import { RouteGroupsPage } from './pages/route-groups/RouteGroupsPage';
import { OrganizationPage } from './pages/tenants/OrganizationPage';
import { OrganizationsPage } from './pages/tenants/OrganizationsPage';
import { KeysPage } from './pages/keys/KeysPage';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value.length > 0 ? value : undefined);

const root = createRootRoute({ component: () => <Shell><Outlet /></Shell> });

export const overviewRoute = createRoute({
  getParentRoute: () => root, path: '/overview', component: OverviewPage,
  validateSearch: (search) => ({ window: text(search['window']) }),
});
export const requestsRoute = createRoute({
  getParentRoute: () => root, path: '/requests', component: RequestsPage,
  validateSearch: (search) => ({ status: text(search['status']), model: text(search['model']), key_id: text(search['key_id']), code: text(search['code']), request: text(search['request']) }),
});
export const keysRoute = createRoute({
  getParentRoute: () => root, path: '/keys', component: KeysPage,
  validateSearch: (search) => ({ organization: text(search['organization']), status: text(search['status']) }),
});
export const organizationRoute = createRoute({ getParentRoute: () => root, path: '/organizations/$id', component: OrganizationPage });

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/overview', search: { window: undefined } }); } }),
  overviewRoute,
  requestsRoute,
  createRoute({ getParentRoute: () => root, path: '/providers', component: ProvidersPage }),
  createRoute({ getParentRoute: () => root, path: '/models', component: ModelsPage }),
  createRoute({ getParentRoute: () => root, path: '/route-groups', component: RouteGroupsPage }),
  createRoute({ getParentRoute: () => root, path: '/organizations', component: OrganizationsPage }),
  organizationRoute,
  keysRoute,
  createRoute({ getParentRoute: () => root, path: '/build', component: BuildPage }),
]);

export const router = createRouter({ routeTree: tree, basepath: '/console', defaultPreload: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
