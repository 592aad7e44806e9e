import { send } from './client';

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** One page of a list. */
export const page = <T>(path: string, query: Record<string, unknown>, signal?: AbortSignal): Promise<Page<T>> =>
  send<Page<T>>('get', `/admin/api${path}`, { params: { query }, signal });

/** All items of a list, page by page. */
export async function all<T>(path: string, query: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const next: Page<T> = await page<T>(path, { ...query, limit: 500, ...(cursor ? { cursor } : {}) }, signal);
    items.push(...next.items);
    cursor = next.next_cursor;
  } while (cursor);
  return items;
}
