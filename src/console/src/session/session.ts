import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { api, body } from '../api/client';
import type { Schemas } from '../api/types';

export type Session = Schemas['SessionInfo'];

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in; 401 as an error when no one is. */
export const useSession = () => useQuery({ queryKey: ['session'], queryFn: () => body(api.GET('/admin/api/session')), retry: false, staleTime: 60_000 });

/** Whether a subject holds a permission, OBJECT:ACTION. */
export const holds = (session: Session | null, permission: string): boolean =>
  session !== null && (session.permissions.includes('*') || session.permissions.includes(permission));

/** Whether the viewer may do something. The gateway decides; this only spares them an attempt. */
export const useMay = (permission: string): boolean => holds(use(SessionContext), permission);
