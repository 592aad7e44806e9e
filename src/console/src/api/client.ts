import type { components } from './schema';

/** The admin API's types, generated from the gateway's OpenAPI document (npm run generate). */
export type Schemas = components['schemas'];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** An answer of the admin API that is not a success (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId: string | null,
    readonly errors: Record<string, string[]> = {},
  ) {
    super(detail);
  }
}

interface Options {
  body?: unknown;
  /** The ETag last read, for a change: no one's change is overwritten unseen. */
  etag?: string;
  signal?: AbortSignal;
}

/** Calls the admin API; a path is relative to /admin/api. Anything but success is thrown as a Problem. */
export async function call<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, { body, etag, signal }: Options = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (etag) headers['If-Match'] = etag;
  if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID();
  let response: Response;
  try {
    response = await fetch(`/admin/api${path}`, { method, headers, signal, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Problem(0, 'unreachable', 'The gateway does not answer. Is it running?', null);
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string; request_id?: string; errors?: Record<string, string[]> };
  throw new Problem(
    response.status, problem.code ?? 'unknown', problem.detail ?? `The gateway answered ${response.status}.`,
    problem.request_id ?? response.headers.get('x-request-id'), problem.errors);
}

/** All items of a list, page by page. */
export async function all<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const separator: string = path.includes('?') ? '&' : '?';
    const page: Page<T> = await call('GET', `${path}${separator}limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, { signal });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}
