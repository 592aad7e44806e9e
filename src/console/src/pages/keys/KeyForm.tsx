import { useQuery } from '@tanstack/react-query';
import { keys, organizations } from '../../api/resources';
import type { Key } from '../../api/types';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { KeyFields, keyFields } from './KeyFields';
import { toKeyDraft, type KeyDraft } from './keyDraft';

/** Changes a key: all but where it belongs, and its secret. */
export function KeyForm({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const organization = useQuery({ queryKey: ['organizations', apiKey.organization_id], queryFn: ({ signal }) => organizations.read(apiKey.organization_id, signal) });
  const editor = useEditor<Key, KeyDraft>({ resource: keys, existing: apiKey, toDraft: toKeyDraft, onClose });
  const placeName = apiKey.project ? `the project ${apiKey.project}` : `the team ${apiKey.team}`;
  return (
    <EditorSheet editor={editor} word="key" fields={keyFields(editor.draft)} title={apiKey.name} lead={`Key ${apiKey.prefix}… of ${placeName} in ${apiKey.organization}.`}>
      <KeyFields draft={editor.draft} set={editor.set} errors={editor.errors} organizationId={apiKey.organization_id} enforcement={organization.data?.enforcement} placeName={placeName} />
    </EditorSheet>
  );
}
