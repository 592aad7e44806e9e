import { useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../api/resources';
import type { Versioned } from '../api/types';
import { useToast } from '../design/Toast';
import { notUndone } from './undo';

/** Says what was saved, and offers to take it back: in the version just written, so that a later change of someone else's stays. */
export function useSaved<View extends Versioned, Draft extends object>({ nameOf, change }: Pick<Resource<View, Draft>, 'nameOf' | 'change'>) {
  const queries = useQueryClient();
  const toast = useToast();
  return (view: View, done: string, former: Partial<Draft> | null) => {
    const undo = async (fields: Partial<Draft>) => {
      try {
        toast({ message: `${nameOf(await change(view, fields))}: as it was before` });
      } catch (error) {
        const { reason, again } = notUndone(error);
        toast({ message: `${nameOf(view)}: not undone. ${reason}`, failed: true, action: again ? { label: 'Try again', run: () => undo(fields) } : undefined });
      }
      await queries.invalidateQueries();
    };
    toast({ message: `${nameOf(view)}: ${done}`, action: former ? { label: 'Undo', run: () => undo(former) } : undefined });
  };
}
