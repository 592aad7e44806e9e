import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { same } from '../api/mergePatch';
import { page } from '../api/page';
import type { AuditEvent } from '../api/types';
import { Ago } from '../design/When';
import { useMay } from '../session/session';

/** So many of a scope's changes are looked at. */
const depth = 100;

const part = (state: unknown): unknown => {
  const { limits = null, budget = null } = (state ?? {}) as { limits?: unknown; budget?: unknown };
  return { limits, budget };
};

/** Who last changed the limits or the budget of a scope, by the audit log. */
export function SetBy({ id, version }: { id: string; version: string }) {
  const may = useMay('audit:read');
  const last = useQuery({
    queryKey: ['audit-events', 'limits', id, version],
    queryFn: async ({ signal }) => (await page<AuditEvent>('/audit-events', { object_id: id, limit: depth }, signal)).items.find((e) => !same(part(e.before), part(e.after))) ?? null,
    enabled: may,
  });
  if (!may || !last.data) return null;
  return <p className="text-xs text-ink-soft">Last set by <strong className="font-medium">{last.data.actor}</strong> <Ago at={last.data.at} />{last.data.reason && <>: “{last.data.reason}”</>}. <Link to="/audit" search={{ object_id: id }} className="text-brand hover:underline">All its changes</Link></p>;
}
