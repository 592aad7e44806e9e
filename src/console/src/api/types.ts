import type { components } from './schema';

/** The words of the API. Generated shapes under the names that pages use. */
export type Schemas = components['schemas'];

/** In an answer every field of a draft is there: only in a request may it be left out. */
type Answered<View, Field extends keyof View> = Omit<View, Field> & { [F in Field]: Required<NonNullable<View[F]>> };

export type Access = Required<Schemas['AccessDraft']>;
export type Grant = Access['grants'][number];

/** USD per million tokens. */
export interface Price extends Omit<Schemas['PriceDraft'], 'input' | 'cached_input' | 'cache_write' | 'output'> {
  input: number;
  cached_input?: number | null;
  cache_write?: number | null;
  output: number;
}

export type Provider = Answered<Schemas['ProviderView'], 'timeouts'>;
/** What the catalog knows of a deployment's model. */
export type CatalogFacts = Omit<Schemas['CatalogFacts'], 'price'> & { price: Price | null };
export type Deployment = Omit<Schemas['DeploymentView'], 'price' | 'catalog'> & { price: Price | null; catalog: CatalogFacts | null };
export type Model = Omit<Schemas['ModelView'], 'deployments'> & { deployments: Deployment[] };
export type RouteGroupMember = Required<Schemas['RouteGroupMemberDraft']> & { model: string };
export type RouteGroup = Omit<Schemas['RouteGroupView'], 'members'> & { members: RouteGroupMember[] };
export type RegistryEntry = Schemas['RegistryEntryView'];
/** Evidence is whatever was known then. */
export type Promotion = Omit<Schemas['PromotionView'], 'evidence'> & { evidence: unknown };
export type Comparison = Schemas['ComparisonView'];
export type Policy = Schemas['PolicyView'];
export type PolicyVersion = Schemas['PolicyVersionView'];
export type QualityContract = Schemas['QualityContractView'];
export type Bound = Schemas['BoundView'];
export type Evaluation = Schemas['EvaluationSummary'];
export type Canary = Schemas['CanaryView'];
export type Alert = Schemas['AlertView'];
export type AlertDestination = Schemas['AlertDestinationView'];
export type AlertRule = Answered<Schemas['AlertRuleView'], 'scope'>;
export type AlertScope = AlertRule['scope'];
export type Reading = Schemas['ReadingView'];
export type Slo = Answered<Schemas['SloView'], 'scope'>;
export type Organization = Schemas['OrganizationView'];
export type Team = Answered<Schemas['TeamView'], 'access'>;
export type Project = Answered<Schemas['ProjectView'], 'access'>;
export type User = Answered<Schemas['UserView'], 'access'>;
export type Key = Answered<Schemas['KeyView'], 'access'>;
export type Usage = Schemas['UsageView'];
/** States are whatever the object's draft was. */
export type AuditEvent = Omit<Schemas['AuditView'], 'before' | 'after'> & { before: unknown; after: unknown };
export type CatalogModel = Omit<Schemas['CatalogDocumentModel'], 'price'> & { price?: Price | null };
export type Catalog = Omit<Schemas['CatalogDocument'], 'models'> & { models: CatalogModel[] };
export type ProbeReport = Schemas['ProbeReport'];
export type KeyTarget = Schemas['KeyTargetView'];

/** What every object of the registry and the tenant tree has. */
export interface Versioned {
  id: string;
  owner: string;
  etag: string;
  created_at: string;
  updated_at: string;
}
