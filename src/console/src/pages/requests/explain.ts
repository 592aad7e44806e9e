interface Explanation {
  title: string;
  remedy: string;
}

/** What an error code means for the person who looks at it, and what they can do. */
export function explain(code: string | null, status: string): Explanation {
  switch (code) {
    case 'model-not-allowed':
      return { title: 'The key may not call this model.', remedy: 'Grant the model where the sentence above says, or use another key. Nothing was sent to a provider.' };
    case 'model_not_found':
      return { title: 'No model or route group has this name.', remedy: 'Check the spelling; GET /v1/models lists what the key may call.' };
    case 'invalid-request':
      return { title: 'The request was malformed.', remedy: 'The caller must mend it; the field is named in the answer it got.' };
    case 'request-too-large':
      return { title: 'The body was too large.', remedy: 'Send less, or raise server.max_body_bytes.' };
    case 'upstream-error':
      return { title: 'The provider failed.', remedy: 'Test the provider’s connection on its page; add a second deployment to fail over to.' };
    case 'upstream-timeout':
      return { title: 'The provider took too long.', remedy: 'Raise the provider’s timeouts if such calls are meant to take long.' };
    case 'upstream-rejected':
      return { title: 'The provider refused the request.', remedy: 'The caller got the provider’s own answer, which says why.' };
    case 'no-healthy-upstream':
      return { title: 'Nothing can serve this model now.', remedy: 'Enable its deployments and providers.' };
    case 'journal-unavailable':
      return { title: 'The gateway could not record usage.', remedy: 'Free disk space in the data directory.' };
    default:
      return status === 'disconnected'
        ? { title: 'The caller left.', remedy: 'The provider’s call was cancelled at once; tokens are what was known by then.' }
        : status === 'interrupted'
          ? { title: 'The gateway was stopped during this call.', remedy: 'The caller saw a broken connection and may have tried again.' }
          : { title: 'The call did not succeed.', remedy: '' };
  }
}
