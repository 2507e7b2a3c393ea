/**
 * The one place where colours, sizes and faces are written down (design, section 2). From here come the CSS variables
 * `--k-*` and Mantine's theme; nothing else in the page names a hex value or a font size.
 */
export type ColorScheme = 'light' | 'dark';

const light = {
  canvas: '#F6F3EE',
  sheet: '#FFFDFB',
  inset: '#F0ECE5',
  selected: '#F6EAF1',
  line: '#E6E0D7',
  lineStrong: '#CFC7BB',
  control: '#8C8276',
  ink: '#231D1B',
  ink2: '#564E48',
  ink3: '#6E655D',
  accent: '#6D2A5A',
  accentFill: '#6D2A5A',
  accentFillHover: '#571F47',
  onAccent: '#FFFFFF',
  accentSoft: '#F5E8F0',
  good: '#1D6845',
  goodSoft: '#E2F0E7',
  warn: '#875000',
  warnSoft: '#FAEBD0',
  bad: '#A52F1D',
  badSoft: '#FBE7E1',
  info: '#2A5A87',
  infoSoft: '#E3EDF6',
  brass: '#B98A2E',
  data1: '#6D2A5A',
  data2: '#C29BB6',
  data3: '#2F6F73',
  data4: '#B98A2E',
  age0: '#D3CCC1',
  age1: '#EAC981',
  age2: '#DE9A4C',
  age3: '#C8643A',
  age4: '#A52F1D',
  age5: '#6F1B12',
} as const;

export type ColorToken = keyof typeof light;
type Palette = Readonly<Record<ColorToken, string>>;

const dark: Palette = {
  canvas: '#161311',
  sheet: '#1D1917',
  inset: '#26211E',
  selected: '#35242F',
  line: '#302A26',
  lineStrong: '#4A423C',
  control: '#82776D',
  ink: '#F1ECE6',
  ink2: '#C1B7AD',
  ink3: '#A3988D',
  accent: '#E3A3CC',
  accentFill: '#8D3E76',
  accentFillHover: '#A04A87',
  onAccent: '#FFFFFF',
  accentSoft: '#382431',
  good: '#80C89D',
  goodSoft: '#1B2D23',
  warn: '#E7B262',
  warnSoft: '#352812',
  bad: '#F3937F',
  badSoft: '#3B201A',
  info: '#90BBE4',
  infoSoft: '#1B2937',
  brass: '#E0B457',
  data1: '#D98CBE',
  data2: '#7C4C6C',
  data3: '#6FB7B8',
  data4: '#E0B457',
  age0: '#5B524B',
  age1: '#7F652F',
  age2: '#B37D37',
  age3: '#DB7A48',
  age4: '#F08A74',
  age5: '#FFC0B2',
};

/** Colours by scheme. */
export const palettes: Readonly<Record<ColorScheme, Palette>> = { light, dark };

/** Ten shades each, so that no cold grey or foreign purple of the library shows through. */
export const scales = {
  plum: ['#F8EEF4', '#F0DCE8', '#E3BFD5', '#D29CBF', '#C07BA8', '#A95A8E', '#8D3E76', '#6D2A5A', '#571F47', '#411535'],
  gray: ['#F6F3EE', '#F0ECE5', '#E6E0D7', '#D9D1C6', '#CFC7BB', '#B3A99C', '#8C8276', '#6E655D', '#564E48', '#231D1B'],
  dark: ['#F1ECE6', '#C1B7AD', '#A3988D', '#82776D', '#4A423C', '#302A26', '#26211E', '#1D1917', '#161311', '#100D0B'],
} as const;

export const faces = {
  sans: "'Hanken Grotesk Variable', 'Noto Sans', system-ui, sans-serif",
  serif: "'Newsreader Variable', 'Noto Serif', Georgia, serif",
} as const;

/** Pixels at the browser's usual font size; written out as rem, so that they grow with the person's own setting. */
export const space = { xs: 4, sm: 8, md: 12, lg: 16, xl: 24, xxl: 36 } as const;
export const radii = { xs: 3, sm: 5, md: 7, lg: 10 } as const;
const rowHeights = { compact: 34, comfortable: 40, phone: 56 } as const;

/** The widths where the frame changes (design, section 4); the style sheets carry the same figures. */
export const widths = { phone: 768, rail: 1200, wide: 1360 } as const;

interface Face {
  readonly size: number;
  readonly line: number;
  readonly weight: number;
  readonly family?: 'serif';
}

type TextToken = 'title' | 'name' | 'figure' | 'hero' | 'body' | 'strong' | 'small' | 'smallStrong' | 'cap';

const text: Readonly<Record<TextToken, Face>> = {
  title: { size: 27, line: 31, weight: 500, family: 'serif' },
  name: { size: 16.5, line: 21, weight: 500, family: 'serif' },
  figure: { size: 18, line: 24, weight: 600 },
  hero: { size: 23, line: 28, weight: 650 },
  body: { size: 13, line: 18, weight: 400 },
  strong: { size: 13, line: 18, weight: 600 },
  small: { size: 12, line: 16, weight: 400 },
  smallStrong: { size: 12, line: 16, weight: 550 },
  /** Key caps and the labels of the phone's bar: the only text below 12. */
  cap: { size: 11, line: 14, weight: 550 },
};

const phoneText: Partial<Readonly<Record<TextToken, Face>>> = {
  title: { size: 25, line: 28, weight: 500, family: 'serif' },
  body: { size: 15, line: 21, weight: 400 },
  strong: { size: 15, line: 21, weight: 600 },
  small: { size: 13, line: 18, weight: 400 },
  smallStrong: { size: 13, line: 18, weight: 550 },
};

const comfortableText: Partial<Readonly<Record<TextToken, Face>>> = {
  body: { size: 14, line: 20, weight: 400 },
  strong: { size: 14, line: 20, weight: 600 },
};

/** Font size of text in charts, in pixels: their layout counts with it. */
export const chartFontSize = text.small.size;

/** Pixels as rem. */
export const rem = (pixels: number): string => `${pixels / 16}rem`;

/** The CSS variable of a token: inkSoft is --k-ink-soft, data1 is --k-data1. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
export const colorVariable = (token: ColorToken): string => `var(--k-${kebab(token)})`;

type Declarations = Record<`--k-${string}`, string>;

function colors(palette: Palette): Declarations {
  return Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--k-${kebab(name)}`, value]));
}

function texts(faceByToken: Partial<Readonly<Record<TextToken, Face>>>): Declarations {
  const declarations: Declarations = {};
  for (const [name, face] of Object.entries(faceByToken)) {
    const family = `var(--k-${face.family ?? 'sans'})`;
    declarations[`--k-text-${kebab(name)}`] = `${face.weight} ${rem(face.size)}/${rem(face.line)} ${family}`;
    declarations[`--k-size-${kebab(name)}`] = rem(face.size);
    declarations[`--k-leading-${kebab(name)}`] = rem(face.line);
  }
  return declarations;
}

const block = (selector: string, declarations: Record<string, string>): string =>
  `${selector}{${Object.entries(declarations)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;

/** The style sheet that declares every `--k-*` variable, for both schemes, the phone, the two densities and print. */
export function tokenStyleSheet(): string {
  const constant: Declarations = {
    '--k-sans': faces.sans,
    '--k-serif': faces.serif,
    ...Object.fromEntries(Object.entries(space).map(([name, value]) => [`--k-space-${name}`, rem(value)])),
    ...Object.fromEntries(Object.entries(radii).map(([name, value]) => [`--k-radius-${name}`, rem(value)])),
    '--k-section-gap': rem(26),
    '--k-heading-gap': rem(7),
    '--k-focus': '2px',
    '--k-scrim': 'rgb(20 10 5 / 0.28)',
    '--k-shadow-dialog': '0 20px 60px rgb(20 10 5 / 0.28)',
    '--k-shadow-bar': '0 6px 24px rgb(0 0 0 / 0.22)',
    '--k-motion-menu': '120ms',
    '--k-motion-panel': '160ms',
  };
  const desk: Declarations = {
    '--k-page-margin': rem(28),
    '--k-row': rem(32),
    '--k-table-row': rem(rowHeights.compact),
    '--k-button': rem(28),
    '--k-button-small': rem(24),
    '--k-button-radius': rem(radii.md),
    '--k-field': rem(32),
    '--k-field-size': rem(text.body.size),
    '--k-target': rem(24),
    '--k-top-bar': rem(44),
    '--k-phone-bar': '0px',
    '--k-icon': rem(16),
  };
  const phone: Declarations = {
    '--k-page-margin': rem(16),
    '--k-row': rem(48),
    '--k-table-row': rem(rowHeights.phone),
    '--k-button': rem(44),
    '--k-button-small': rem(44),
    '--k-button-radius': rem(9),
    '--k-field': rem(48),
    // Below 16 px the browsers of phones zoom the page when a field gets the focus.
    '--k-field-size': rem(16),
    '--k-target': rem(44),
    '--k-top-bar': rem(52),
    '--k-phone-bar': rem(64),
    '--k-icon': rem(21),
  };
  return [
    block(':root', { ...constant, ...desk, ...colors(light), ...texts(text), 'color-scheme': 'light' }),
    `@media screen{${block(":root[data-mantine-color-scheme='dark']", { ...colors(dark), 'color-scheme': 'dark' })}}`,
    block(":root[data-density='comfortable']", {
      '--k-row': rem(40),
      '--k-table-row': rem(rowHeights.comfortable),
      ...texts(comfortableText),
    }),
    // Twice the attribute-free root, to win over the density above.
    `@media (max-width:${(widths.phone - 0.02) / 16}em){${block(':root:root', { ...phone, ...texts(phoneText) })}}`,
  ].join('\n');
}
