import { page } from '../api/page';
import type { Option } from '../design/Combobox';

/** As many as a list to choose from shows. */
const most = 20;

/** Options of one list of the API, found by a part of their name, prefix or id. */
export async function findIn<T extends { id: string; name: string }>(path: string, query: Record<string, unknown>, find: string, signal: AbortSignal, toOption: (row: T) => Partial<Option> = () => ({}), limit = most) {
  const found = await page<T>(path, { ...query, limit, ...(find ? { find } : {}) }, signal);
  return { options: found.items.map((row): Option => ({ id: row.id, text: row.name, ...toOption(row) })), more: found.next_cursor !== null };
}

/** Several searches shown one below the other. */
export async function together(...searches: ReturnType<typeof findIn>[]) {
  const all = await Promise.all(searches);
  return { options: all.flatMap((one) => one.options), more: all.some((one) => one.more) };
}
