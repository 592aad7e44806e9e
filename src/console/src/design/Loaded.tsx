import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../session/session';
import { Failure, NotPermitted, Skeleton } from './States';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** What reading it takes. */
  permission?: string;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** The states every page has: not permitted, loading, failed, there. Once there, a failed refresh is shown above what was last known. */
export function Loaded<T>({ query, permission = 'session:read', rows, children }: Props<T>) {
  const may = useMay(permission);
  if (!may) return <NotPermitted permission={permission} />;
  if (query.data === undefined) return query.error ? <Failure error={query.error} retry={() => query.refetch()} /> : <Skeleton rows={rows} />;
  return (
    <>
      {query.error ? <Failure error={query.error} retry={() => query.refetch()} /> : null}
      {children(query.data)}
    </>
  );
}
