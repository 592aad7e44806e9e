import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../api/resources';
import type { Versioned } from '../api/types';
import { useToast } from '../design/Toast';

/** Switches an object on or off, and has everything read anew: also when it failed, since then what is shown is out of date. */
export function useEnabled<View extends Versioned & { enabled: boolean }, Draft extends { enabled?: boolean }>(resource: Resource<View, Draft>) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (view: View) => resource.change(view, { enabled: !view.enabled } as Partial<Draft>),
    onSuccess: (view) => toast(`${resource.nameOf(view)}: ${view.enabled ? 'enabled' : 'disabled'}`),
    onSettled: () => queries.invalidateQueries(),
  });
}
