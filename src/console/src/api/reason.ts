/** The longest reason that the gateway takes, in characters. */
export const longestReason = 500;

/**
 * The header that says why a change is made; none where nothing was said. A browser puts one byte for each character into a header, and refuses
 * those that have none, while the gateway reads UTF-8: so its bytes are sent as characters.
 */
export function because(reason?: string): Record<string, string> {
  const line = reason?.replace(/\s+/g, ' ').trim();
  return line ? { 'x-signalbox-reason': String.fromCharCode(...new TextEncoder().encode(line)) } : {};
}
