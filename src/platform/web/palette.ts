import { useComputedColorScheme } from '@mantine/core';
import { palettes, type Palette } from '#platform/web/tokens.ts';

/** The colours of the scheme of the moment, for what cannot read CSS variables (charts). Changes with the scheme. */
export const usePalette = (): Palette => palettes[useComputedColorScheme('light')];
