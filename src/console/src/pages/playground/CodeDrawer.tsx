import { Sheet } from '../../design/Dialog';
import { CodeTabs } from '../keys/Snippets';
import type { Api, JsonObject } from './protocol/types';
import { snippets } from './snippets';

/** The request of the playground as programs would send it. */
export const CodeDrawer = ({ api, body, onClose }: { api: Api; body: JsonObject; onClose: () => void }) => (
  <Sheet onClose={onClose} title="Code" lead="The next call, as your program would make it. Put your key in the place of YOUR_KEY; the bytes of pictures are cut short here.">
    <CodeTabs snippets={snippets(window.location.origin, api, body)} />
  </Sheet>
);
