import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { colorVariable, faces, radii, rem, scales, space, widths, type ColorToken } from '#platform/web/tokens.ts';

const em = (pixels: number): string => `${pixels / 16}em`;

const tuple = (scale: (typeof scales)[keyof typeof scales]): MantineColorsTuple => scale;

/** Mantine in our faces, sizes and colours; what it draws by itself takes its colours from `--k-*` below. */
export const theme = createTheme({
  primaryColor: 'plum',
  primaryShade: 7,
  colors: { plum: tuple(scales.plum), gray: tuple(scales.gray), dark: tuple(scales.dark) },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: faces.sans,
  headings: { fontFamily: faces.serif, fontWeight: '500' },
  fontSizes: {
    xs: 'var(--k-size-small)',
    sm: 'var(--k-size-body)',
    md: 'var(--k-size-body)',
    lg: 'var(--k-size-name)',
    xl: 'var(--k-size-figure)',
  },
  lineHeights: { xs: '1.34', sm: '1.39', md: '1.39', lg: '1.3', xl: '1.34' },
  spacing: { xs: rem(space.xs), sm: rem(space.sm), md: rem(space.md), lg: rem(space.lg), xl: rem(space.xl) },
  radius: { xs: rem(radii.xs), sm: rem(radii.sm), md: rem(radii.md), lg: rem(radii.lg), xl: rem(radii.lg) },
  defaultRadius: 'md',
  breakpoints: { xs: em(480), sm: em(widths.phone), md: em(992), lg: em(widths.rail), xl: em(widths.wide) },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--k-shadow-bar)',
    lg: 'var(--k-shadow-bar)',
    xl: 'var(--k-shadow-dialog)',
  },
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 600,
        transitionProps: { duration: 120 },
        events: { hover: true, focus: true, touch: true },
        classNames: { tooltip: 'k-tooltip' },
      },
    },
    // The library's placeholder for the first focus would be a child of the menu that is no item of it.
    Menu: { defaultProps: { transitionProps: { duration: 120 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { transitionProps: { duration: 120 }, shadow: 'md' } },
    Modal: { defaultProps: { transitionProps: { duration: 160 }, shadow: 'xl', centered: true } },
  },
});

/** Which of our states stands for which of the library's colours. */
const states: readonly (readonly [string, ColorToken, ColorToken])[] = [
  ['plum', 'accent', 'accentSoft'],
  ['red', 'bad', 'badSoft'],
  ['yellow', 'warn', 'warnSoft'],
  ['green', 'good', 'goodSoft'],
  ['blue', 'info', 'infoSoft'],
  ['gray', 'ink2', 'inset'],
];

function colorVariables(): Record<string, string> {
  const variables: Record<string, string> = {
    '--mantine-color-body': colorVariable('sheet'),
    '--mantine-color-text': colorVariable('ink'),
    '--mantine-color-bright': colorVariable('ink'),
    '--mantine-color-dimmed': colorVariable('ink3'),
    '--mantine-color-placeholder': colorVariable('ink3'),
    '--mantine-color-anchor': colorVariable('accent'),
    '--mantine-color-error': colorVariable('bad'),
    '--mantine-color-success': colorVariable('good'),
    '--mantine-color-default': colorVariable('sheet'),
    '--mantine-color-default-hover': colorVariable('inset'),
    '--mantine-color-default-color': colorVariable('ink'),
    '--mantine-color-default-border': colorVariable('lineStrong'),
    '--mantine-color-disabled': colorVariable('inset'),
    '--mantine-color-disabled-color': colorVariable('ink3'),
    '--mantine-color-disabled-border': colorVariable('line'),
    '--mantine-primary-color-filled': colorVariable('accentFill'),
    '--mantine-primary-color-filled-hover': colorVariable('accentFillHover'),
    '--mantine-primary-color-light': colorVariable('accentSoft'),
    '--mantine-primary-color-light-hover': colorVariable('selected'),
    '--mantine-primary-color-light-color': colorVariable('accent'),
    '--mantine-primary-color-contrast': colorVariable('onAccent'),
    '--mantine-color-plum-filled': colorVariable('accentFill'),
    '--mantine-color-plum-filled-hover': colorVariable('accentFillHover'),
  };
  for (const [name, ink, soft] of states) {
    variables[`--mantine-color-${name}-light`] = colorVariable(soft);
    variables[`--mantine-color-${name}-light-hover`] = colorVariable(soft);
    variables[`--mantine-color-${name}-light-color`] = colorVariable(ink);
    variables[`--mantine-color-${name}-outline`] = colorVariable(ink);
    variables[`--mantine-color-${name}-text`] = colorVariable(ink);
  }
  return variables;
}

/** `--k-*` already follow the scheme, so both schemes get the same mapping; it must stand in both to win over the library's. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: colorVariables(),
  dark: colorVariables(),
});
