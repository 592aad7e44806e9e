/** A random id that also works where the page is not served over HTTPS (crypto.randomUUID does not). */
export const randomId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
