import { describe, expect, test } from 'vitest';
import { palettes, tokenStyleSheet, type ColorScheme, type ColorToken } from './tokens.ts';

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['canvas', 'sheet', 'inset', 'selected'] as const;

describe.each<ColorScheme>(['light', 'dark'])('%s', (scheme) => {
  const palette = palettes[scheme];

  // The ratios on `sheet` as the design's table has them (section 2).
  const onSheet: readonly (readonly [ColorToken, number, number])[] = [
    ['control', 3.7, 4.0],
    ['ink', 16.4, 14.9],
    ['ink2', 8.0, 8.8],
    ['ink3', 5.6, 6.2],
    ['accent', 9.7, 8.6],
    ['good', 6.6, 8.9],
    ['warn', 6.5, 9.1],
    ['bad', 6.8, 7.7],
    ['info', 7.1, 8.7],
    ['brass', 3.1, 9.0],
  ];
  test.each(onSheet)('%s on sheet', (token, inLight, inDark) => {
    expect(contrast(palette[token], palette.sheet)).toBeCloseTo(scheme === 'light' ? inLight : inDark, 1);
  });

  test('text can be read on every ground, controls can be seen', () => {
    for (const ground of grounds) {
      for (const token of ['ink', 'ink2', 'ink3', 'accent', 'good', 'warn', 'bad', 'info'] as const) {
        expect(contrast(palette[token], palette[ground]), `${token} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(palette.control, palette[ground]), `control on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  test('words on their own soft ground, and on the filled button', () => {
    for (const state of ['good', 'warn', 'bad', 'info', 'accent'] as const) {
      expect(contrast(palette[state], palette[`${state}Soft`]), state).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(palette.onAccent, palette.accentFill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onAccent, palette.accentFillHover)).toBeGreaterThanOrEqual(4.5);
  });
});

test('the contrast of this test can fail', () => {
  expect(contrast('#6E655D', '#8C8276')).toBeLessThan(4.5);
});

test('the style sheet declares every colour for both schemes', () => {
  const sheet = tokenStyleSheet();
  for (const name of ['--k-ink3:#6E655D', '--k-ink3:#A3988D', '--k-accent-fill-hover:#571F47', '--k-age5:#FFC0B2']) {
    expect(sheet).toContain(name);
  }
});
