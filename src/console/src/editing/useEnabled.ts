import { useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../api/resources';
import type { Versioned } from '../api/types';
import { useDeed } from './useDeed';
import { useSaved } from './useSaved';

/** What can be switched on and off. */
export type Switchable = Versioned & { enabled: boolean };

/** Switches an object on or off. */
export function useEnabled<View extends Switchable, Draft extends { enabled?: boolean }>(resource: Resource<View, Draft>) {
  const queries = useQueryClient();
  const saved = useSaved(resource);
  const otherwise = (view: View) => ({ enabled: !view.enabled }) as Partial<Draft>;
  return useDeed({
    read: resource.read,
    act: (view: View) => resource.change(view, otherwise(view)),
    onDone: (view) => {
      saved(view, view.enabled ? 'enabled' : 'disabled', otherwise(view));
      return queries.invalidateQueries();
    },
  });
}
