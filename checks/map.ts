/**
 * Draws docs/map.svg from architecture.mjs: tiers as rows, slices with what they decide, arrows for what they use.
 * `--check` draws nothing and fails when the picture is not that of the map. `npm run map` draws it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { layers, slices } from '../architecture.mjs';
import { report, root, type Findings } from './fault.ts';

/** What the picture shows of a slice. */
export interface SliceInPicture {
  readonly name: string;
  readonly tier: number;
  readonly decides: string;
  readonly uses: readonly string[];
  readonly catalogue: readonly string[];
}

const picture = 'docs/map.svg';
const tierNames: Readonly<Record<number, string>> = {
  1: 'ground',
  2: 'knowledge',
  3: 'terms',
  4: 'flow',
  5: 'insight',
};
const layerWords: Readonly<Record<string, string>> = {
  app: 'the only place that knows everybody: server, command line, page',
  platform: 'machinery without a business word: database, access, audit, sign-in, files, words, page parts',
  kernel: 'words every rule needs, pure: money, day, period, result',
};
const width = 1080;
const margin = 40;
const labelWidth = 110;
const card = { width: 280, height: 112, gap: 25, rowGap: 64 };
const cardsInRow = 3;
const band = { height: 56, gap: 16, gapBelowTop: 40 };

interface Place {
  readonly slice: SliceInPicture;
  readonly left: number;
  readonly top: number;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Breaks a text into lines of at most `columns` characters, between words. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What a slice uses, without what it reaches through another one anyway: the arrows that are drawn. */
export function directUses(slice: SliceInPicture, map: readonly SliceInPicture[]): string[] {
  const reachedFrom = (name: string): string[] => {
    const uses = map.find((one) => one.name === name)?.uses ?? [];
    return uses.flatMap((used) => [used, ...reachedFrom(used)]);
  };
  return slice.uses.filter((used) => !slice.uses.some((other) => other !== used && reachedFrom(other).includes(used)));
}

/** The map as a picture (SVG): layers from the top down, and in place of the slices their tiers. */
export function drawMap(map: readonly SliceInPicture[]): string {
  const parts: string[] = [];
  let places: readonly Place[] = [];
  let top = margin;
  for (const layer of layers.toReversed()) {
    if (layer === 'slices') {
      const tiers = drawTiers(map, top);
      places = tiers.places;
      parts.push(...tiers.labels);
      top = tiers.bottom;
    } else {
      parts.push(drawBand(layer, layerWords[layer] ?? '', top));
      top += band.height + (layer === layers.at(-1) ? band.gapBelowTop : band.gap);
    }
  }
  const legend =
    'Imports run downwards only. An arrow means “uses”; what is reached through another arrow is not drawn again.';
  parts.push(text('label', margin, top + 16, legend));
  return frame(top + 44, [...drawArrows(places, map), ...places.map(drawCard), ...parts]);
}

interface Tiers {
  readonly places: readonly Place[];
  readonly labels: readonly string[];
  readonly bottom: number;
}

function drawTiers(map: readonly SliceInPicture[], start: number): Tiers {
  const tiers = [...new Set(map.map(({ tier }) => tier))].toSorted((one, other) => other - one);
  const places: Place[] = [];
  const labels: string[] = [];
  let top = start;
  for (const tier of tiers) {
    const members = map.filter((slice) => slice.tier === tier);
    const rows = Math.ceil(members.length / cardsInRow);
    const middle = top + (rows * (card.height + card.rowGap) - card.rowGap) / 2;
    labels.push(
      text('tier', margin, middle - 4, String(tier)),
      text('label', margin, middle + 16, tierNames[tier] ?? ''),
    );
    members.forEach((slice, index) => {
      const row = Math.floor(index / cardsInRow);
      const inRow = Math.min(cardsInRow, members.length - row * cardsInRow);
      const column = (index % cardsInRow) + (cardsInRow - inRow) / 2;
      const left = margin + labelWidth + column * (card.width + card.gap);
      places.push({ slice, left, top: top + row * (card.height + card.rowGap) });
    });
    top += rows * (card.height + card.rowGap);
  }
  return { places, labels, bottom: top };
}

const text = (kind: string, left: number, top: number, words: string): string =>
  `<text class="${kind}" x="${left}" y="${top}">${escape(words)}</text>`;

function drawBand(name: string, says: string, top: number): string {
  return [
    `<rect class="band" x="${margin}" y="${top}" width="${width - 2 * margin}" height="${band.height}" rx="6"/>`,
    text('name', margin + 20, top + 34, name),
    text('words', margin + labelWidth + 20, top + 34, says),
  ].join('\n');
}

function drawCard({ slice, left, top }: Place): string {
  const lines = wrap(slice.decides, 32).slice(0, 3);
  return [
    `<rect class="card" x="${left}" y="${top}" width="${card.width}" height="${card.height}" rx="6"/>`,
    text('name', left + 20, top + 32, slice.name),
    `<text class="label" x="${left + card.width - 20}" y="${top + 32}" text-anchor="end">${escape(slice.catalogue.join(' '))}</text>`,
    ...lines.map((line, index) => text('words', left + 20, top + 56 + index * 19, line)),
  ].join('\n');
}

function drawArrows(places: readonly Place[], map: readonly SliceInPicture[]): string[] {
  const byName = new Map(places.map((place) => [place.slice.name, place]));
  return places.flatMap((from) => {
    const uses = directUses(from.slice, map);
    return uses.flatMap((name, index) => {
      const to = byName.get(name);
      if (!to) return [];
      // Several arrows leave a card side by side, so that each can be followed.
      const startX = from.left + (card.width * (index + 1)) / (uses.length + 1);
      return [from.top === to.top ? sideways(from, to) : downwards(startX, from, to)];
    });
  });
}

function downwards(startX: number, from: Place, to: Place): string {
  const startY = from.top + card.height;
  const endX = to.left + card.width / 2;
  const endY = to.top - 7;
  const bend = Math.min(70, (endY - startY) / 2);
  return `<path class="arrow" marker-end="url(#head)" d="M${startX} ${startY}C${startX} ${startY + bend} ${endX} ${endY - bend} ${endX} ${endY}"/>`;
}

/** Within a row the arrow dips below the cards, the deeper the farther it goes. */
function sideways(from: Place, to: Place): string {
  const startX = from.left + card.width / 2;
  const distance = Math.abs(from.left - to.left) / (card.width + card.gap);
  const endX = to.left + card.width / 2 + 24 * (cardsInRow - distance) * Math.sign(from.left - to.left);
  const bottom = from.top + card.height;
  const dip = bottom + 16 + 18 * distance;
  return `<path class="arrow" marker-end="url(#head)" d="M${startX} ${bottom}C${startX} ${dip} ${endX} ${dip} ${endX} ${bottom + 7}"/>`;
}

function frame(height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">The map of Kulcs: slices by tier, what each decides and which others it uses</title>
<style>
svg { --sheet: #fffdfb; --band: #f0ece5; --line: #cfc7bb; --ink: #231d1b; --soft: #564e48; --pale: #6e655d; --accent: #6d2a5a; }
@media (prefers-color-scheme: dark) {
svg { --sheet: #1d1917; --band: #26211e; --line: #4a423c; --ink: #f1ece6; --soft: #c1b7ad; --pale: #a3988d; --accent: #e3a3cc; }
}
.sheet { fill: var(--sheet); }
.band { fill: var(--band); }
.card { fill: var(--sheet); stroke: var(--line); }
.arrow { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.head { fill: var(--accent); }
text { font-family: 'Hanken Grotesk', system-ui, sans-serif; font-size: 14px; }
.name { fill: var(--ink); font-size: 17px; font-weight: 600; }
.words { fill: var(--soft); }
.label { fill: var(--pale); font-size: 13px; }
.tier { fill: var(--ink); font-size: 22px; font-weight: 600; }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
<rect class="sheet" width="${width}" height="${height}" rx="10"/>
${parts.join('\n')}
</svg>
`;
}

/** Compares the picture in `folder` with the map. */
export function findPictureFaults(folder: string, map: readonly SliceInPicture[]): Findings {
  let drawn = '';
  try {
    drawn = readFileSync(path.join(folder, picture), 'utf8');
  } catch {
    // A picture that is not there is as stale as one of yesterday's map.
  }
  const isCurrent = drawn === drawMap(map);
  const faults = isCurrent
    ? []
    : [{ where: picture, what: 'is not what architecture.mjs says', remedy: 'node checks/map.ts' }];
  return { faults, seen: map.length, unit: 'slices' };
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(path.join(root, picture), drawMap(slices));
  report('map', findPictureFaults(root, slices));
}
