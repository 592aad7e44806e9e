import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Key } from '../../api/types';
import { Menu } from '../../design/Menu';
import { useMay } from '../../session/session';
import { KeyForm } from './KeyForm';
import { RevokeDialog } from './RevokeDialog';
import { RotateDialog } from './RotateDialog';
import { TargetsDialog } from './TargetsDialog';

type Doing = 'targets' | 'edit' | 'rotate' | 'revoke';

/** What can be done with a key, wherever it is listed. */
export function KeyMenu({ apiKey }: { apiKey: Key }) {
  const navigate = useNavigate();
  const may = useMay('keys:write');
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const dead = apiKey.status === 'revoked' && 'It is revoked';
  const yaml = apiKey.owner === 'yaml' && 'The YAML configuration manages this';
  const notMine = !may && 'You may not change keys';
  return (
    <>
      <Menu label={`More for ${apiKey.name}`} items={[
        { label: 'What it may call', onSelect: () => setDoing('targets'), disabled: apiKey.status !== 'active' && 'It may call nothing any more' },
        { label: 'Access', onSelect: () => navigate({ to: '/access/$level/$id', params: { level: 'key', id: apiKey.id } }) },
        { label: 'Limits', onSelect: () => navigate({ to: '/limits/$level/$id', params: { level: 'key', id: apiKey.id } }) },
        { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { key_id: apiKey.id } }) },
        { label: 'Edit and access', onSelect: () => setDoing('edit'), disabled: dead || yaml || notMine },
        { label: 'Rotate…', onSelect: () => setDoing('rotate'), disabled: dead || yaml || notMine },
        { label: 'Revoke…', danger: true, onSelect: () => setDoing('revoke'), disabled: dead || notMine },
      ]} />
      {doing === 'targets' && <TargetsDialog apiKey={apiKey} onClose={close} />}
      {doing === 'edit' && <KeyForm apiKey={apiKey} onClose={close} />}
      {doing === 'rotate' && <RotateDialog apiKey={apiKey} onClose={close} />}
      {doing === 'revoke' && <RevokeDialog apiKey={apiKey} onClose={close} />}
    </>
  );
}
