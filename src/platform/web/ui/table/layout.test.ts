import { expect, test } from 'vitest';
import { gridMinimum, gridTemplate, stickyOffsets } from './layout.ts';

const columns = [{ width: 48, isSticky: true }, { width: 240, grow: 2, isSticky: true }, { width: 96 }];

test('the outer columns take the margin of the page', () => {
  expect(gridTemplate(columns)).toBe('calc(3rem + 1 * var(--edge)) minmax(15rem, 2fr) calc(6rem + 1 * var(--edge))');
  expect(gridTemplate([{ width: 48 }])).toBe('calc(3rem + 2 * var(--edge))');
});

test('the table scrolls sideways below the sum of its columns', () => {
  expect(gridMinimum(columns)).toBe('24rem');
});

test('a sticky column stays behind those before it', () => {
  expect(stickyOffsets(columns)).toEqual(['0', 'calc(3rem + var(--edge))', null]);
});
