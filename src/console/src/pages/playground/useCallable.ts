import { useQuery } from '@tanstack/react-query';
import { useEntries } from '../catalog/useEntries';
import type { HeldKey } from './memory';
import { CallFailure } from './protocol/call';
import { list, text } from './protocol/json';
import type { JsonObject } from './protocol/types';

const conversations = ['chat', 'responses', 'messages'];

/** The names that the key may call, asked with the key itself; without those that are known to hold no conversation. */
export function useCallable(key: HeldKey | null) {
  const entries = useEntries();
  const mute = new Set(entries.data?.filter((e) => e.capabilities.length > 0 && !e.capabilities.some((c) => conversations.includes(c))).map((e) => e.name));
  const names = useQuery({
    queryKey: ['playground', 'models', key?.ref],
    enabled: key !== null,
    retry: false,
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const response = await fetch('/v1/models', { credentials: 'omit', signal, headers: { authorization: `Bearer ${key!.secret}` } });
      const body = (await response.json().catch(() => ({}))) as JsonObject;
      if (!response.ok) throw CallFailure.of(response.status, body);
      return list(body.data).map((model) => text(model.id)).sort();
    },
  });
  return { ...names, data: names.data?.filter((name) => !mute.has(name)) };
}
