import { expect, it } from 'vitest';
import type { Import } from '#slices/sales/contract.ts';
import { rightRows, stepOf } from './import-stage.ts';

const at = (state: Import['state'], phase: 'reading' | 'writing' | null = null, hasProfile = true) => ({
  state,
  progress: phase === null ? null : { phase, rows: 0, share: 0 },
  // Only whether there is one counts here.
  profile: hasProfile ? ({} as NonNullable<Import['profile']>) : null,
});

it('stands where its state says', () => {
  expect(stepOf(at('uploaded'), false, null)).toBe('columns');
  expect(stepOf(at('tried'), false, null)).toBe('dry-run');
  expect(stepOf(at('loaded'), true, null)).toBe('result');
  expect(stepOf(at('stopped'), false, false)).toBe('result');
  expect(stepOf(at('cancelled'), false, null)).toBe('columns');
  expect(stepOf(at('failed', null, false), false, null)).toBe('file');
});

it('goes back to the columns when the person does', () => {
  expect(stepOf(at('tried'), true, true)).toBe('columns');
  expect(stepOf(at('stopped'), true, false)).toBe('columns');
});

it('knows what runs, or tells it from what is done', () => {
  expect(stepOf(at('running', 'reading'), false, true)).toBe('dry-run');
  expect(stepOf(at('running', 'reading'), false, false)).toBe('result');
  expect(stepOf(at('running', 'reading'), false, null)).toBe('dry-run');
  expect(stepOf(at('running', 'writing'), false, null)).toBe('result');
});

it('counts the rows that are right', () => {
  expect(rightRows({ read: 12_600, rejected: 214 })).toBe(12_386);
});
