/** Fields that only some kinds have. Base URL and server have a place of their own in the form. */
export type AccountField = 'api_version' | 'tenant_id' | 'client_id' | 'project' | 'location' | 'region' | 'role_arn';

interface FieldWords {
  label: string;
  hint: string;
  placeholder?: string;
}

export interface Kind {
  name: string;
  /** What one must have at hand to add it. */
  needs: string;
  fields: Partial<Record<AccountField, FieldWords>>;
  /** Where it is. Asked for first where it must be given, else among the advanced settings. Null where it has no address. */
  url: (FieldWords & { required: boolean }) | null;
  /** Null where it takes none. */
  credential: { label: string; hint: string; multiline?: boolean } | null;
  /** Whether chat completions are spoken, whose streams count tokens only when asked to. */
  chat: boolean;
}

const ownIdentity = 'Left empty, it is called as who the gateway runs as';
const encrypted = 'Encrypted at rest, and never shown again.';
const vendorUrl = (placeholder: string): Kind['url'] => ({ label: 'Base URL', placeholder, required: false, hint: 'Left empty, the vendor’s own. With its version segment where it has one: the paths of the API are appended.' });

const known = {
  openai: {
    name: 'OpenAI', needs: 'An API key of your OpenAI project.', chat: true, fields: {},
    url: vendorUrl('https://api.openai.com/v1'), credential: { label: 'API key', hint: `Begins with sk-. ${encrypted}` },
  },
  azure_openai: {
    name: 'Azure OpenAI', needs: 'The resource’s endpoint, and its key, an Entra ID application or a managed identity.', chat: true,
    url: { label: 'Endpoint', placeholder: 'https://name.openai.azure.com', required: true, hint: 'As the Azure portal shows it for the resource.' },
    fields: {
      tenant_id: { label: 'Tenant', placeholder: '00000000-0000-0000-0000-000000000000', hint: 'With Entra ID: the tenant’s id or domain.' },
      client_id: { label: 'Application', placeholder: '00000000-0000-0000-0000-000000000000', hint: 'With Entra ID: the application whose secret is given, or the managed identity to call as.' },
      api_version: { label: 'API version', placeholder: '2025-04-01-preview', hint: 'Left empty, the undated v1 API is called, which serves current models.' },
    },
    credential: { label: 'API key or application secret', hint: `The resource’s key; with an application above, that one’s secret. ${ownIdentity}: its managed identity.` },
  },
  anthropic: {
    name: 'Anthropic', needs: 'An API key of your Anthropic workspace.', chat: false, fields: {},
    url: vendorUrl('https://api.anthropic.com/v1'), credential: { label: 'API key', hint: `Begins with sk-ant-. ${encrypted}` },
  },
  gemini: {
    name: 'Google Gemini', needs: 'An API key from Google AI Studio.', chat: false, fields: {},
    url: vendorUrl('https://generativelanguage.googleapis.com/v1beta'), credential: { label: 'API key', hint: encrypted },
  },
  vertex: {
    name: 'Google Vertex AI', needs: 'A project and location, and a service account or the gateway’s own; or an API key.', chat: false,
    url: vendorUrl('https://europe-west4-aiplatform.googleapis.com'),
    fields: {
      project: { label: 'Project', placeholder: 'my-project-123456', hint: 'The project’s id, not its name.' },
      location: { label: 'Location', placeholder: 'europe-west4', hint: 'global, or a region: data is processed there.' },
    },
    credential: { label: 'Service account or API key', multiline: true, hint: `The JSON key file, whole; or a key of express mode, which needs neither project nor location. ${ownIdentity}: its workload identity or service account. ${encrypted}` },
  },
  bedrock: {
    name: 'Amazon Bedrock', needs: 'An AWS region, and an access key, a Bedrock API key or the gateway’s own role.', chat: false,
    url: vendorUrl('https://bedrock-runtime.eu-central-1.amazonaws.com'),
    fields: {
      region: { label: 'Region', placeholder: 'eu-central-1', hint: 'Where the models are enabled.' },
      role_arn: { label: 'Role to assume', placeholder: 'arn:aws:iam::123456789012:role/name', hint: 'Left empty, none.' },
    },
    credential: { label: 'Access key or Bedrock API key', hint: `access-key-id:secret-access-key, with :session-token behind it where there is one; or a Bedrock API key. ${ownIdentity}: its instance or pod role.` },
  },
  openai_compatible: {
    name: 'OpenAI-compatible', needs: 'The base URL of vLLM, SGLang, Ollama, Mistral, Groq or another server; a key where it wants one.', chat: true, fields: {},
    url: { label: 'Base URL', placeholder: 'https://host.example/v1', required: true, hint: 'With its version segment, such as /v1: the paths of the API are appended.' },
    credential: { label: 'API key', hint: `${encrypted} Leave it empty where none is needed.` },
  },
  demo: { name: 'Demo', needs: 'Nothing: it answers inside the gateway, for trying things out.', chat: false, fields: {}, url: null, credential: null },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof known;

/** All kinds, in the order in which they are offered. */
export const kindNames = Object.keys(known) as KindName[];

/** The words for a kind; for one that this console does not know, those of any compatible server. */
export const kindOf = (name: string): Kind => known[name as KindName] ?? { ...known.openai_compatible, name };
