import { chat } from './chat';
import { messages } from './messages';
import { responses } from './responses';
import type { Api, Protocol } from './types';

export const protocols: Record<Api, Protocol> = { chat, responses, messages };
