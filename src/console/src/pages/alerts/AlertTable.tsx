import type { ReactNode } from 'react';
import type { Alert } from '../../api/types';
import { Badge, Signal } from '../../design/Badge';
import { Table } from '../../design/Table';
import { Ago } from '../../design/When';
import { severityLamps, stateLamps } from './words';

/** Alerts, one a row: what, since when, who looks after it. */
export function AlertTable({ label, alerts, actions }: { label: string; alerts: Alert[]; actions?: (alert: Alert) => ReactNode }) {
  return (
    <Table cards label={label} columns={['Alert', 'State', 'Since', 'Who', ...(actions ? [''] : [])]}>
      {alerts.map((alert) => (
        <tr key={alert.id}>
          <td>
            <span className="font-semibold">{alert.rule}</span> <Badge lamp={severityLamps[alert.severity] ?? 'off'}>{alert.severity}</Badge>
            <span className="block text-xs">{alert.subject_name}</span>
            <span className="block text-xs text-ink-soft">{alert.summary}</span>
          </td>
          <td><Signal lamp={alert.silenced_until ? 'off' : stateLamps[alert.state] ?? 'off'}>{alert.state}{alert.silenced_until && ', silenced'}</Signal></td>
          <td>{alert.state === 'resolved' ? <><Ago at={alert.started_at} /><span className="block text-xs text-ink-soft">over <Ago at={alert.resolved_at} /></span></> : <Ago at={alert.fired_at ?? alert.started_at} />}</td>
          <td className="text-xs">{alert.acknowledged_by ? <>{alert.acknowledged_by}<span className="block text-ink-soft">{alert.acknowledged_note}</span></> : alert.told_at ? 'told, nobody yet' : 'nobody was told'}</td>
          {actions && <td><div className="flex flex-wrap justify-end gap-1.5 md:flex-nowrap">{actions(alert)}</div></td>}
        </tr>
      ))}
    </Table>
  );
}
