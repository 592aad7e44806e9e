import { Badge } from '../design/Badge';
import { Button } from '../design/Button';
import { Dialog } from '../design/Dialog';
import { Table } from '../design/Table';
import { Ago } from '../design/When';
import type { Versioned } from '../api/types';
import { compare, words } from './comparison';
import type { Editor } from './useEditor';

/** Someone else changed the object while it was edited: shows both changes beside each other and lets the viewer choose. */
export function ConflictDialog<View extends Versioned, Draft extends object>({ editor }: { editor: Editor<View, Draft> }) {
  const { conflict } = editor;
  if (!conflict) return null;
  const differences = compare(conflict.before as Record<string, unknown>, conflict.theirDraft as Record<string, unknown>, editor.draft as Record<string, unknown>);
  const clashes = differences.filter((d) => d.clash).length;
  return (
    <Dialog wide onClose={editor.dismissConflict} title="Someone else changed this meanwhile"
      lead={<>Saved <Ago at={conflict.theirs.updated_at} />, after you opened it. Nothing of yours was saved yet, nothing of theirs is lost.</>}
      foot={(
        <>
          <Button onClick={editor.dismissConflict}>Back to the form</Button>
          <Button onClick={editor.takeTheirs}>Drop mine, edit theirs</Button>
          <Button tone="primary" busy={editor.saving} onClick={editor.keepMine}>{clashes ? 'Save mine over theirs' : 'Save mine beside theirs'}</Button>
        </>
      )}>
      <Table cards label="Both changes" columns={['Field', 'Before', 'Theirs, stored now', 'Yours']}>
        {differences.map((d) => (
          <tr key={d.field}>
            <td className="font-mono text-xs">{d.field} {d.clash && <Badge lamp="danger">clash</Badge>}</td>
            {[d.before, d.theirs, d.mine].map((value, i) => <td key={i} className={`break-words whitespace-pre-line md:max-w-60 ${words(value) === words(d.before) ? 'text-ink-faint' : ''}`}>{words(value)}</td>)}
          </tr>
        ))}
      </Table>
      <p className="mt-3 text-xs text-ink-faint">{clashes ? 'Saving yours replaces theirs in the fields marked as a clash; their other changes stay.' : 'You changed different fields: saving yours keeps theirs.'}</p>
    </Dialog>
  );
}
