import createClient, { type Middleware } from 'openapi-fetch';
import { Problem } from './problem';
import type { paths } from './schema';

const problems: Middleware = {
  onResponse: async ({ response }) => {
    if (!response.ok) throw await Problem.of(response);
  },
  onError: ({ error }) => (error instanceof DOMException && error.name === 'AbortError' ? error : Problem.unreachable()),
};

/** The admin API, typed by the gateway's own OpenAPI document (npm run generate). Anything but success is thrown as a Problem. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
api.use(problems);

/** The body of a successful answer. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

type Send = (method: string, path: string, init: { params?: { query?: Record<string, unknown> }; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal; bodySerializer?: (body: unknown) => unknown }) => Promise<{ data?: unknown }>;

/** For paths that are put together: the caller says what comes back. */
export const send = async <T>(...call: Parameters<Send>): Promise<T> => (await (api.request as unknown as Send)(...call)).data as T;
