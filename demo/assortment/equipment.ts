import type { ProductLine } from './product-line.ts';

/** Instruments and suture. */
export const instruments: ProductLine = {
  code: 'MU',
  listMargin: 0.36,
  season: 'even',
  products: [
    ['MU-8101', 'Anatómiai csipesz, 14 cm', 3900, 1],
    ['MU-8111', 'Mayo-olló, hajlított, 17 cm', 8900, 1],
    ['MU-8113', 'Metzenbaum-olló, hajlított, 18 cm', 11800, 1],
    ['MU-8121', 'Péan-érfogó, egyenes, 14 cm', 6400, 1],
    ['MU-8131', 'Mayo–Hegar-tűfogó, 18 cm', 12600, 1],
    ['MU-8141', 'Szikepenge, steril, 10-es, 100 db', 4800, 5],
    ['MU-8142', 'Szikepenge, steril, 15-ös, 100 db', 4800, 5],
    ['MU-8145', 'Egyszer használatos szike, 11-es, 10 db', 2300, 4],
    ['MU-8151', 'Felszívódó varróanyag, 3/0, 75 cm, 36 db', 42500, 8],
    ['MU-8153', 'Nem felszívódó varróanyag, 4/0, 45 cm, 36 db', 28900, 6],
    ['MU-8161', 'Bőrkapocsrakó, 35 kapocs, 6 db', 29800, 4],
    ['MU-8181', 'Egyszer használatos hüvelytükör, M, 100 db', 16900, 3],
  ],
};

/** Equipment of institutions. */
export const wardEquipment: ProductLine = {
  code: 'KS',
  listMargin: 0.26,
  season: 'budget',
  products: [
    ['KS-9101', 'Volumetrikus infúziós pumpa', 298000, 4],
    ['KS-9103', 'Fecskendőspumpa', 268000, 3],
    ['KS-9111', 'Betegőrző monitor, hatparaméteres', 640000, 2],
    ['KS-9121', '12 csatornás EKG-készülék', 389000, 2],
    ['KS-9125', 'EKG-elektróda, hab, 50 db', 1690, 5, 'even'],
    ['KS-9127', 'EKG-papír, 210 mm × 20 m, 5 tekercs', 6900, 3, 'even'],
    ['KS-9131', 'Ultrahanggél, 5 l', 4900, 4, 'even'],
    ['KS-9141', 'Vérnyomásmérő mandzsetta, felnőtt', 11700, 3, 'even'],
    ['KS-9145', 'Lázmérőhüvely, 100 db', 1450, 4, 'winter'],
    ['KS-9161', 'Antidecubitus matrac kompresszorral', 84000, 3],
  ],
};

/** Devices for the home. */
export const homeDevices: ProductLine = {
  code: 'OT',
  listMargin: 0.29,
  season: 'even',
  products: [
    ['OT-9201', 'Felkaros vérnyomásmérő, automata', 14900, 8],
    ['OT-9203', 'Csuklós vérnyomásmérő, automata', 10900, 4],
    ['OT-9211', 'Digitális lázmérő, hajlékony hegyű', 1890, 6, 'flu'],
    ['OT-9213', 'Infravörös homloklázmérő', 9900, 4, 'flu'],
    ['OT-9221', 'Pulzoximéter, ujjra', 7900, 4, 'winter'],
    ['OT-9231', 'Kompresszoros inhalátor', 16900, 4, 'winter'],
    ['OT-9241', 'Kompressziós térdharisnya, II. kompresszió, M', 8900, 4],
    ['OT-9242', 'Kompressziós térdharisnya, II. kompresszió, L', 8900, 4],
    ['OT-9251', 'Könyökmankó, állítható, 1 pár', 6400, 2],
    ['OT-9261', 'Gyógyszeradagoló doboz, heti', 1290, 3],
  ],
};
