import type { Usage } from '../../api/types';

interface Explanation {
  title: string;
  /** What one can do about it. */
  remedy: string;
  /** Where in the console. */
  to?: '/organizations' | '/providers' | '/models' | '/keys';
}

const byCode: Record<string, Explanation> = {
  'model-not-allowed': { title: 'The key may not call this model', remedy: 'Grant the model where the sentence above says, or use a key that may call it. Nothing was sent to a provider.', to: '/organizations' },
  model_not_found: { title: 'No model or route group has this name', remedy: 'Check the spelling: GET /v1/models lists what the key may call. Or add a model of that name.', to: '/models' },
  invalid_api_key: { title: 'The key was not accepted', remedy: 'It is missing, misspelt, expired or revoked. The caller is told no more than that; the state of each key is on its page.', to: '/keys' },
  'invalid-request': { title: 'The request was malformed', remedy: 'The caller must mend it: the answer it got names the field.' },
  'request-too-large': { title: 'The body was too large', remedy: 'Send less, or raise server.max_body_bytes.' },
  'no-eligible-target': { title: 'Nothing in the group can serve this shape of request', remedy: 'Add a member with the capability that is missing, or correct what the models are said to be able to do.', to: '/models' },
  rate_limit_exceeded: { title: 'A rate limit was reached', remedy: 'The caller was told when to try again.' },
  'quota-exceeded': { title: 'The period’s quota is used up', remedy: 'It is renewed at the time the answer names.' },
  'budget-exceeded': { title: 'The budget is used up', remedy: 'Raise it, or wait until its period ends.' },
  'upstream-error': { title: 'The provider failed', remedy: 'Test its connection. A second deployment on another provider would have taken over.', to: '/providers' },
  'upstream-overloaded': { title: 'The provider had no capacity', remedy: 'The caller was told to try again later, in the words of its own API. A second deployment on another provider would have taken over.', to: '/models' },
  'upstream-rate-limited': { title: 'The provider limits the gateway’s account', remedy: 'Have the account’s limits raised, or add a deployment at another account.', to: '/models' },
  'upstream-timeout': { title: 'The provider took too long', remedy: 'Raise its timeouts if such calls are meant to take long; add a deployment to fail over to if they are not.', to: '/providers' },
  'upstream-rejected': { title: 'The provider refused the request', remedy: 'The caller got the provider’s own answer, which says why.' },
  'no-healthy-upstream': { title: 'Nothing can serve this model now', remedy: 'Enable its deployments and their providers.', to: '/models' },
  'client-disconnected-drained': { title: 'The caller left', remedy: 'The answer was read on without it, as the provider’s settings say. The tokens are the provider’s own count.' },
  'client-disconnected': { title: 'The caller left', remedy: 'The provider’s call was canceled, at once or at the bound of its drain. The tokens are those known by then.' },
  'journal-unavailable': { title: 'The gateway could not record usage', remedy: 'Free space on the disk of the data directory. Until then calls are refused rather than lost.' },
  'answer-parts-left-out': { title: 'Parts of the answer were left out', remedy: 'The model’s API has them and the caller’s has no place for them; the sentence above names their kinds. A caller that speaks the model’s own API gets all of the answer.' },
  'internal-error': { title: 'Something went wrong inside the gateway', remedy: 'Its log has the details under this request id.' },
};

const byStatus: Record<string, Explanation> = {
  interrupted: { title: 'The gateway was stopped during this call', remedy: 'The caller saw a broken connection and may have tried again. The tokens are those known by then.' },
  disconnected: byCode['client-disconnected']!,
  refused: { title: 'The call was refused', remedy: 'Nothing was sent to a provider.' },
};

/** The codes that a call can end with, for choosing one. */
export const codes = Object.keys(byCode);

/** What a call's end means for the person who looks at it, and what they can do; null when there is nothing to say. */
export function explain({ status, code }: Pick<Usage, 'status' | 'code'>): Explanation | null {
  if (status === 'success') return (code ? byCode[code] : undefined) ?? null;
  if (status === 'interrupted') return byStatus['interrupted']!;
  return (code ? byCode[code] : undefined) ?? byStatus[status] ?? { title: 'The call did not succeed', remedy: code ? `It ended with the code ${code}.` : '' };
}
