import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/problem';
import type { Versioned } from '../api/types';

/** The version of an object that was seen, and the one that someone else has stored since. */
export interface Meanwhile<View> {
  before: View;
  now: View;
}

export interface Deed<View> {
  /** Does it to the object in the version given. */
  run: (view: View) => void;
  busy: boolean;
  error: unknown;
  /** Not done, since someone changed the object; running it on what is stored now goes on deliberately. */
  meanwhile: Meanwhile<View> | null;
  /** Gives it up. What is shown was out of date if it failed, so it is read anew. */
  dismiss: () => void;
}

interface Options<View, Result> {
  act: (view: View) => Promise<Result>;
  read: (id: string) => Promise<View>;
  onDone: (result: Result) => unknown;
}

/** Something done to an object in the version that the viewer has seen. On 412 what is stored now is read, to be looked at first. */
export function useDeed<View extends Versioned, Result>({ act, read, onDone }: Options<View, Result>): Deed<View> {
  const queries = useQueryClient();
  const [meanwhile, setMeanwhile] = useState<Meanwhile<View> | null>(null);
  const doing = useMutation({
    mutationFn: async (view: View) => {
      try {
        return { result: await act(view) };
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 412) throw error;
        return { meanwhile: { before: view, now: await read(view.id) } };
      }
    },
    onSuccess: (outcome) => {
      setMeanwhile(outcome.meanwhile ?? null);
      return outcome.meanwhile ? undefined : onDone(outcome.result);
    },
  });
  return {
    run: doing.mutate,
    busy: doing.isPending,
    error: doing.error,
    meanwhile,
    dismiss: () => {
      if (meanwhile || doing.error) void queries.invalidateQueries();
      setMeanwhile(null);
      doing.reset();
    },
  };
}
