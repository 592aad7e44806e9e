import { useQuery } from '@tanstack/react-query';
import { findIn, together } from '../../access/find';
import { levels, placeOf, scopes, type Level } from '../../access/scopes';
import { models } from '../../api/resources';
import type { AlertScope, Key, Model, Project, Provider, RouteGroup, Team, User } from '../../api/types';
import { Combobox, type Option } from '../../design/Combobox';

type Dimension = keyof AlertScope;
type Find = (text: string, signal: AbortSignal, within: { organization_id?: string }) => ReturnType<typeof findIn>;

/** What calls can be told apart by, and where each is looked up. */
const all: { name: Dimension; label: string; find: Find }[] = [
  { name: 'organization', label: 'Organization', find: (text, signal) => findIn('/organizations', {}, text, signal) },
  { name: 'team', label: 'Team', find: (text, signal, within) => findIn<Team>('/teams', within, text, signal, (t) => ({ note: t.organization })) },
  { name: 'project', label: 'Project', find: (text, signal, within) => findIn<Project>('/projects', within, text, signal, (p) => ({ note: p.team })) },
  { name: 'user', label: 'User', find: (text, signal, within) => findIn<User>('/users', within, text, signal, (u) => ({ note: u.email })) },
  { name: 'key', label: 'Key', find: (text, signal, within) => findIn<Key>('/keys', { ...within, status: 'active' }, text, signal, (k) => ({ note: `${k.prefix}… ${placeOf(k)}` })) },
  {
    name: 'target', label: 'Model or route group', find: (text, signal) => together(
      findIn<RouteGroup & { name: string }>('/route-groups', {}, text, signal, (g) => ({ id: g.key, text: g.key, group: 'Route groups' })),
      findIn<Model>('/models', {}, text, signal, (m) => ({ id: m.name, group: 'Models' }))),
  },
  { name: 'provider', label: 'Provider', find: (text, signal) => findIn<Provider>('/providers', {}, text, signal, (p) => ({ id: p.name })) },
  { name: 'deployment', label: 'Deployment', find: (text, signal) => findDeployments(text, signal) },
];
const meant = (kind: string): readonly Dimension[] =>
  kind === 'budget' || kind === 'quota' ? levels : kind === 'provider' ? ['provider'] : all.map(({ name }) => name);
const isLevel = (name: Dimension): name is Level => levels.includes(name as Level);

/** Names of the fields, as the server calls them. */
export const scopeFields = all.map(({ name }) => `scope.${name}`);

/** As many deployments as the list shows. */
const most = 20;

/** Deployments of all models, found by a part of their own name or of a model's; several models may share one. */
async function findDeployments(text: string, signal: AbortSignal) {
  const found = new Map<string, Option>();
  for (const { name, deployments } of await models.list({}, signal)) {
    for (const { provider, upstream_model } of deployments) {
      const id = `${provider}/${upstream_model}`;
      if (!found.has(id) && [id, name].some((called) => called.toLowerCase().includes(text.toLowerCase()))) found.set(id, { id, text: id, note: name });
    }
  }
  return { options: [...found.values()].slice(0, most), more: found.size > most };
}

interface Props {
  kind: string;
  value: AlertScope;
  onChange: (value: AlertScope) => void;
  errors: Record<string, string[]>;
}

/** Whose calls are looked at. What is left open narrows nothing. */
export const ScopeFields = ({ kind, value, onChange, errors }: Props) => (
  <fieldset className="grid min-w-0 grid-cols-1 gap-3 sm:grid-cols-2">
    <legend className="mb-1 text-xs font-medium text-ink-soft">Only calls of</legend>
    {all.filter(({ name }) => meant(kind).includes(name)).map(({ name, label, find }) => (
      <ScopeField key={name} name={name} label={label} find={find} value={value[name] ?? undefined} organization={value.organization ?? undefined} errors={errors[`scope.${name}`]}
        // What stands in one organization is not in another.
        onChange={(id) => onChange({ ...value, ...(name === 'organization' ? { team: null, project: null, user: null, key: null } : {}), [name]: id ?? null })} />
    ))}
  </fieldset>
);

interface FieldProps {
  name: Dimension;
  label: string;
  find: Find;
  value: string | undefined;
  organization: string | undefined;
  onChange: (id: string | undefined) => void;
  errors: string[] | undefined;
}

function ScopeField({ name, label, find, value, organization, onChange, errors }: FieldProps) {
  const chosen = useQuery({ queryKey: ['access', name, value], queryFn: ({ signal }) => scopes[name as Level].read(value!, signal), enabled: isLevel(name) && !!value });
  return (
    <Combobox label={label} nothing="All" value={value} text={isLevel(name) ? chosen.data?.name : value} errors={errors}
      queryKey={['scope', name, organization]} find={(text, signal) => find(text, signal, organization ? { organization_id: organization } : {})} onChange={(option) => onChange(option?.id)} />
  );
}
