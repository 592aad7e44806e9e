import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/problem';
import './design/base.css';
import { Toasts } from './design/Toast';
import { router } from './routes';
import { applyTheme } from './shell/theme';

applyTheme();

/** A 401 under way means that the session ended: looking it up again brings the sign-in over the page. */
const onError = (error: unknown, isSession = false) => {
  if (error instanceof Problem && error.status === 401 && !isSession) void queries.invalidateQueries({ queryKey: ['session'] });
};

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => onError(error, query.queryKey[0] === 'session') }),
  // A refused sign-in says nothing about the session, and asking for it anew would take the form away.
  mutationCache: new MutationCache({ onError: (error, _variables, _result, mutation) => onError(error, mutation.meta?.['session'] === true) }),
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // A refusal does not change by asking again; an outage may.
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Toasts>
        <RouterProvider router={router} />
      </Toasts>
    </QueryClientProvider>
  </StrictMode>,
);
