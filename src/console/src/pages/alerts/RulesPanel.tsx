import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { send } from '../../api/client';
import { alertRules } from '../../api/resources';
import type { AlertRule, Schemas } from '../../api/types';
import { Badge, Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { useMay } from '../../session/session';
import { RuleForm } from './RuleForm';
import { condition, kinds, severityLamps, standing } from './words';

const route = getRouteApi('/alerts');

/** What is worth an alert, with how it stands; and what most gateways want besides. */
export function RulesPanel() {
  const { edit, like } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('alerts:write');
  const rules = useQuery({ queryKey: ['alert-rules'], queryFn: ({ signal }) => alertRules.list({}, signal), refetchInterval: 10_000 });
  const usual = useQuery({ queryKey: ['alert-rules', 'templates'], staleTime: Infinity, queryFn: ({ signal }) => send<Schemas['AlertRuleTemplatesView']>('get', '/admin/api/alert-rules/templates', { signal }) });
  const [removing, setRemoving] = useState<AlertRule | null>(null);
  const go = (search: { edit?: string; like?: string } = {}) => navigate({ to: '/alerts', search: { tab: 'rules', ...search } });
  const edited = rules.data?.find((rule) => rule.id === edit);
  const missing = (usual.data?.items ?? []).filter((one) => !rules.data?.some((rule) => rule.name === one.name));
  return (
    <div className="grid gap-4">
      <Panel title="Rules" flush>
        <Loaded query={rules} permission="alerts:read" rows={4}>
          {(rows) => (rows.length === 0
            ? <Empty title="No rule yet" action={<Button disabled={!may} onClick={() => go({ edit: 'new' })}>Add a rule</Button>}>A rule says what is worth an alert, and whom to tell. Begin with one of the usual ones below.</Empty>
            : (
              <Table cards label="Alert rules" columns={['Rule', 'Stands', 'Tells', '']}>
                {rows.map((rule) => <Row key={rule.id} rule={rule} may={may} onEdit={() => go({ edit: rule.id })} onRemove={() => setRemoving(rule)} />)}
              </Table>
            ))}
        </Loaded>
      </Panel>
      {rules.data && missing.length > 0 && (
        <Panel title="Usual rules" note="ready to be switched on" flush>
          <Table cards label="Usual rules" columns={['Rule', 'What it is for', '']}>
            {missing.map((one) => (
              <tr key={one.name}>
                <td className="font-semibold">{one.name}</td>
                <td className="text-xs text-ink-soft">{one.description}</td>
                <td><div className="flex justify-end"><Button size="sm" disabled={!may} aria-label={`Use ${one.name}`} onClick={() => go({ edit: 'new', like: one.name ?? '' })}>Use it</Button></div></td>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
      {((edit === 'new' && (!like || usual.data)) || edited) && <RuleForm key={`${edit} ${like}`} rule={edited ?? null} like={usual.data?.items.find((one) => one.name === like)} onClose={() => go()} />}
      {removing && <RemoveDialog resource={alertRules} view={removing} onClose={() => setRemoving(null)}>Alerts of it that fire end at once, and those who were told of them are told so.</RemoveDialog>}
    </div>
  );
}

function Row({ rule, may, onEdit, onRemove }: { rule: AlertRule; may: boolean; onEdit: () => void; onRemove: () => void }) {
  const stands = standing(rule.readings);
  return (
    <tr>
      <td>
        <span className="font-semibold">{rule.name}</span> <Badge lamp={severityLamps[rule.severity] ?? 'off'}>{rule.severity}</Badge> {rule.owner === 'yaml' && <YamlBadge />}
        <span className="block text-xs text-ink-soft">{kinds[rule.kind]}: {condition(rule)}{rule.by && `, for each ${rule.by}`}</span>
      </td>
      <td>
        {!rule.enabled ? <Signal lamp="off">switched off</Signal> : rule.problem ? <Signal lamp="caution" title={rule.problem}>cannot be looked at</Signal> : !rule.looked_at ? <Signal lamp="off">not looked at yet</Signal> : <Signal lamp={stands.lamp}>{stands.text}</Signal>}
        {rule.enabled && rule.readings[0] && <span className="block max-w-md text-xs text-ink-soft">{rule.readings[0].summary}</span>}
      </td>
      <td className="text-xs">{rule.destinations.join(', ') || 'nobody'}</td>
      <td>
        <div className="flex flex-wrap justify-end gap-1.5 md:flex-nowrap">
          <Button size="sm" aria-label={`Edit ${rule.name}`} onClick={onEdit}>{rule.owner === 'yaml' ? 'Show' : 'Edit'}</Button>
          <Button size="sm" tone="danger" disabled={!may || rule.owner === 'yaml'} aria-label={`Delete ${rule.name}`} onClick={onRemove}>Delete</Button>
        </div>
      </td>
    </tr>
  );
}
