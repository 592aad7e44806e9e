import { useRef, useState } from 'react';
import type { Schemas } from '../../api/types';
import type { MigrationKind } from './search';
import { backfill, type Backfill, type OrganizationReport } from './useMigration';

export interface BackfillRun {
  state: 'waiting' | 'running' | 'finished';
  done: number;
  of: number;
  results: Backfill[];
  failures: Schemas['BackfillFailureView'][];
}

const waiting: BackfillRun = { state: 'waiting', done: 0, of: 0, results: [], failures: [] };

/**
 * Backfills one organization after the other, so that one sees how far it is and can stop. Each is a transaction of its own: what is done is done,
 * what is left is found by the next run. One that fails does not stop the others.
 */
export function useBackfill(kind: MigrationKind) {
  const [run, setRun] = useState(waiting);
  const stopped = useRef(false);
  const start = async (organizations: readonly OrganizationReport[], reason: string) => {
    stopped.current = false;
    setRun({ ...waiting, state: 'running', of: organizations.length });
    for (const { organization_id, organization_name } of organizations) {
      if (stopped.current) break;
      try {
        const answer = await backfill(kind, { organization_id }, reason);
        setRun((now) => ({ ...now, done: now.done + 1, results: [...now.results, answer], failures: [...now.failures, ...answer.failures] }));
      } catch (error) {
        const failure = { organization_id, organization_name, code: 'failed', reason: error instanceof Error ? error.message : 'Something unexpected happened.' };
        setRun((now) => ({ ...now, done: now.done + 1, failures: [...now.failures, failure] }));
      }
    }
    setRun((now) => ({ ...now, state: 'finished' }));
  };
  return { ...run, start, stop: () => { stopped.current = true; } };
}
