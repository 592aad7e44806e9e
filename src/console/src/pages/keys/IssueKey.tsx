import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { same } from '../../api/mergePatch';
import { fieldErrors } from '../../api/problem';
import { randomId } from '../../api/random';
import { keys } from '../../api/resources';
import type { Organization } from '../../api/types';
import { Button } from '../../design/Button';
import { Sheet } from '../../design/Dialog';
import { FormError } from '../../design/States';
import { DiscardDialog } from '../../editing/DiscardDialog';
import { ReasonField } from '../../editing/ReasonField';
import { useUnsaved } from '../../editing/useUnsaved';
import { keyFields, KeyFields } from './KeyFields';
import { toKeyDraft } from './keyDraft';
import { NewSecret } from './NewSecret';

interface Props {
  place: { team_id: string } | { project_id: string };
  /** As a sentence calls it: “the team web”. */
  placeName: string;
  /** What may be called there. */
  above: readonly string[] | undefined;
  organization: Organization;
  onClose: () => void;
}

const empty = toKeyDraft(null);

/** Issues a key, then shows its secret. */
export function IssueKey({ place, placeName, above, organization, onClose }: Props) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const [reason, setReason] = useState('');
  const creation = useRef({ draft: null as unknown, id: '' });
  const issue = useMutation({
    mutationFn: () => {
      // Sent again after a lost answer it is the same key, not a second one.
      if (!same(creation.current.draft, draft)) creation.current = { draft, id: randomId() };
      return keys.create({ ...draft, ...place }, creation.current.id, reason);
    },
  });
  const unsaved = useUnsaved(!issue.data && !same(empty, draft), onClose);
  if (issue.data) return <NewSecret apiKey={issue.data} onClose={() => { onClose(); void queries.invalidateQueries(); }} />;
  return (
    <Sheet onClose={unsaved.close} title="Issue a key" lead={`For ${placeName}.`}
      foot={<><Button onClick={unsaved.close}>Cancel</Button><Button tone="primary" type="submit" form="issue-key" busy={issue.isPending}>Issue key</Button></>}>
      <form id="issue-key" className="grid gap-5" onSubmit={(e) => { e.preventDefault(); issue.mutate(); }}>
        <KeyFields draft={draft} set={(change) => setDraft({ ...draft, ...change })} errors={fieldErrors(issue.error)} organizationId={organization.id} enforcement={organization.enforcement} placeName={placeName} above={above} isNew />
        <ReasonField value={reason} onChange={setReason} />
        <FormError error={issue.error} shown={keyFields(draft)} />
      </form>
      <DiscardDialog unsaved={unsaved} />
    </Sheet>
  );
}
