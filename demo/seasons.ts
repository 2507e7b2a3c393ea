import type { ClientKind } from './client-kinds.ts';

/** When in the year a product is wanted. */
export type Season = 'even' | 'flu' | 'winter' | 'summer' | 'budget';

/** Twelve factors, January first, with a mean of 1. */
type Year = readonly number[];

const year = (...factors: readonly number[]): Year => {
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  return factors.map((factor) => factor / mean);
};

const byProduct: Readonly<Record<Season, Year>> = {
  even: year(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
  // The wave of influenza: tests, thermometers, masks.
  flu: year(2.2, 2.1, 1.4, 0.7, 0.5, 0.4, 0.35, 0.4, 0.7, 1, 1.4, 1.9),
  winter: year(1.3, 1.25, 1.1, 0.95, 0.85, 0.8, 0.75, 0.8, 0.95, 1.05, 1.15, 1.25),
  summer: year(0.4, 0.4, 0.6, 0.9, 1.4, 2, 2.1, 1.6, 0.8, 0.5, 0.4, 0.4),
  // Equipment is bought when the money of the year has to be spent.
  budget: year(0.5, 0.6, 0.8, 0.8, 0.9, 0.9, 0.6, 0.6, 0.9, 1.2, 1.8, 2.4),
};

const institution = year(0.84, 0.92, 1, 1, 1, 0.97, 0.88, 0.86, 1, 1.05, 1.14, 1.3);
const pharmacy = year(1.12, 1.08, 1.02, 0.98, 0.97, 0.95, 0.91, 0.9, 1, 1.03, 1.05, 1);
const surgery = year(0.96, 1.01, 1.04, 1.02, 1.02, 0.98, 0.86, 0.8, 1.05, 1.08, 1.08, 0.95);
const level = year(1.03, 1.02, 1.01, 1, 0.99, 0.98, 0.97, 0.97, 1, 1, 1.01, 1.02);

const byClient: Readonly<Record<ClientKind, Year>> = {
  betegszállító: level,
  fogászat: year(0.95, 1.02, 1.06, 1.03, 1.03, 1, 0.84, 0.68, 1.06, 1.1, 1.1, 0.9),
  gyógyszertár: pharmacy,
  gyógyszertárlánc: pharmacy,
  idősotthon: level,
  klinika: surgery,
  kórház: institution,
  labor: year(1.04, 1.04, 1.05, 1, 1, 0.95, 0.86, 0.84, 1.05, 1.08, 1.05, 0.92),
  nagykereskedő: year(1.02, 1.02, 1.02, 1, 0.98, 0.97, 0.9, 0.9, 1.03, 1.05, 1.05, 1.02),
  otthonápolás: level,
  szakrendelő: surgery,
  szanatórium: year(0.78, 0.78, 0.86, 0.96, 1.06, 1.18, 1.27, 1.25, 1.1, 0.98, 0.88, 0.84),
};

/** How a month (1 to 12) stands to an average one when a client of this kind buys a product of this season. */
export const seasonFactor = (kind: ClientKind, season: Season, month: number): number =>
  (byClient[kind][month - 1] ?? 1) * (byProduct[season][month - 1] ?? 1);
