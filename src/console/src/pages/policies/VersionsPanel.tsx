import { useState } from 'react';
import type { Policy, PolicyVersion } from '../../api/types';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Table } from '../../design/Table';
import { When } from '../../design/When';
import { MoveDialog } from './MoveDialog';
import { useActivations, useVersions, type Move } from './usePolicies';
import { VersionSheet } from './VersionSheet';

/** The versions of a policy, which of them is in force, and how that changes. */
export function VersionsPanel({ policy, may }: { policy: Policy; may: boolean }) {
  const versions = useVersions(policy);
  const activations = useActivations(policy);
  const [opened, setOpened] = useState<PolicyVersion | 'new' | null>(null);
  const [move, setMove] = useState<Move | null>(null);
  const canRollBack = activations.data?.some((a) => a.action === 'activate' && a.previous) ?? false;
  return (
    <Panel title="Versions" note="never changed, only added" flush actions={(
      <>
        <Button size="sm" disabled={!may || !canRollBack} onClick={() => setMove({ kind: 'rollback' })}>Roll back…</Button>
        <Button size="sm" tone="primary" disabled={!may || !versions.data} onClick={() => setOpened('new')}>Write a version</Button>
      </>
    )}>
      <Loaded query={versions} permission="policies:read" rows={3}>
        {(rows) => (
          <>
            <Table cards label="Versions" columns={['Version', 'Note', 'Who', 'When', '']}>
              {rows.map((v) => (
                <tr key={v.version}>
                  <td className="font-semibold">{v.version}{v.version === policy.active_version && ', in force'}</td><td className="text-ink-soft">{v.note ?? '–'}</td><td>{v.actor}</td><td><When at={v.at} /></td>
                  <td><div className="flex justify-end gap-2">
                    <Button size="sm" aria-label={`Show version ${v.version}`} onClick={() => setOpened(v)}>Show</Button>
                    <Button size="sm" aria-label={`Activate version ${v.version}…`} disabled={!may || v.version === policy.active_version} onClick={() => setMove({ kind: 'activate', version: v.version })}>Activate…</Button>
                  </div></td>
                </tr>
              ))}
            </Table>
            {!!activations.data?.length && (
              <section aria-label="Activations" className="border-t border-line">
                <h3 className="px-4 pt-3 text-sm font-semibold">What was in force</h3>
                <Table cards label="Activations" columns={['What came into force', 'Instead of', 'Who', 'Why', 'When']}>
                  {activations.data.map((a) => <tr key={a.id}><td>version {a.version}{a.action === 'rollback' && ', rolled back'}</td><td>{a.previous ? `version ${a.previous}` : '–'}</td><td>{a.actor}</td><td className="text-ink-soft">{a.reason ?? '–'}</td><td><When at={a.at} /></td></tr>)}
                </Table>
              </section>
            )}
            {opened && <VersionSheet policy={policy} from={opened === 'new' ? rows[0] ?? null : opened} isNew={opened === 'new'} onClose={() => setOpened(null)} />}
          </>
        )}
      </Loaded>
      {move && <MoveDialog policy={policy} move={move} onClose={() => setMove(null)} />}
    </Panel>
  );
}
