import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const valueOf = (name: string, theme: 0 | 1): string => new RegExp(`--${name}: light-dark\\((#\\w{6})\\w*, (#\\w{6})\\w*\\);`).exec(css)![theme + 1]!;

describe.each([['light', 0], ['dark', 1]] as const)('text in the %s theme', (_, theme) => {
  it.each(['ink', 'ink-soft', 'ink-faint'])('%s can be read on every ground', (ink) => {
    for (const ground of ['canvas', 'panel', 'sunken']) expect(contrast(valueOf(ink, theme), valueOf(ground, theme)), ground).toBeGreaterThanOrEqual(4.5);
  });
});
