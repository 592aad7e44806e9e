/** The two halves of the console, each with its line of stations. A station without the permission to read it is left out. */
export const halves = [
  {
    id: 'operate', name: 'Operate', home: '/overview',
    stations: [
      { to: '/overview', label: 'Overview', permission: 'usage:read' },
      { to: '/requests', label: 'Requests', permission: 'usage:read' },
      { to: '/usage', label: 'Usage and cost', permission: 'reports:read' },
      { to: '/costs', label: 'Ledger and prices', permission: 'reports:read' },
      { to: '/providers', label: 'Providers', permission: 'providers:read' },
      { to: '/models', label: 'Models', permission: 'models:read' },
      { to: '/route-groups', label: 'Route groups', permission: 'route_groups:read' },
      { to: '/policies', label: 'Routing policies', permission: 'policies:read' },
      { to: '/quality', label: 'Quality', permission: 'quality_contracts:read' },
      { to: '/organizations', label: 'Organizations', permission: 'organizations:read' },
      { to: '/keys', label: 'Keys', permission: 'keys:read' },
      { to: '/access', label: 'Access', permission: 'access:read' },
      { to: '/limits', label: 'Limits', permission: 'keys:read' },
      { to: '/migration', label: 'Migration', permission: 'access:read' },
      { to: '/instances', label: 'Instances', permission: 'instances:read' },
      { to: '/audit', label: 'Audit log', permission: 'audit:read' },
    ],
  },
  {
    id: 'build', name: 'Build', home: '/build/get-started',
    stations: [
      { to: '/build/get-started', label: 'Get started', permission: 'models:read' },
      { to: '/build/catalog', label: 'Catalog', permission: 'models:read' },
      { to: '/build/playground', label: 'Playground', permission: 'session:read' },
      { to: '/build/usage', label: 'My usage', permission: 'session:read' },
    ],
  },
] as const;

export type Half = (typeof halves)[number];

/** The half that a path belongs to. */
export const halfOf = (path: string): Half => (path.startsWith('/build') ? halves[1] : halves[0]);
