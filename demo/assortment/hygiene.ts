import type { ProductLine } from './product-line.ts';

/** Gloves. */
export const gloves: ProductLine = {
  code: 'KE',
  listMargin: 0.18,
  season: 'even',
  products: [
    ['KE-0315', 'Nitril vizsgálókesztyű, púdermentes, XS, 100 db', 2460, 3],
    ['KE-0316', 'Nitril vizsgálókesztyű, púdermentes, S, 100 db', 2460, 9],
    ['KE-0317', 'Nitril vizsgálókesztyű, púdermentes, M, 100 db', 2460, 14],
    ['KE-0318', 'Nitril vizsgálókesztyű, púdermentes, L, 100 db', 2460, 11],
    ['KE-0319', 'Nitril vizsgálókesztyű, púdermentes, XL, 100 db', 2460, 4],
    ['KE-0326', 'Latex vizsgálókesztyű, púdermentes, S, 100 db', 2180, 4],
    ['KE-0327', 'Latex vizsgálókesztyű, púdermentes, M, 100 db', 2180, 5],
    ['KE-0337', 'Vinil vizsgálókesztyű, púdermentes, M, 100 db', 1690, 4],
    ['KE-0338', 'Vinil vizsgálókesztyű, púdermentes, L, 100 db', 1690, 3],
    ['KE-0341', 'Steril sebészeti kesztyű, latex, 6,5, 50 pár', 13400, 4],
    ['KE-0342', 'Steril sebészeti kesztyű, latex, 7, 50 pár', 13400, 5],
    ['KE-0343', 'Steril sebészeti kesztyű, latex, 7,5, 50 pár', 13400, 5],
    ['KE-0352', 'Steril sebészeti kesztyű, latexmentes, 7, 50 pár', 21900, 3],
  ],
};

/** Disinfection and sterilising. */
export const disinfection: ProductLine = {
  code: 'FT',
  listMargin: 0.28,
  season: 'winter',
  products: [
    ['FT-0711', 'Kézfertőtlenítő gél, 500 ml, pumpás', 1790, 6],
    ['FT-0741', 'Kézfertőtlenítő gél, 1 l, pumpás', 2990, 9],
    ['FT-0745', 'Kézfertőtlenítő oldat, 5 l', 11900, 7],
    ['FT-0752', 'Bőrfertőtlenítő oldat, színtelen, 1 l', 4350, 6, 'even'],
    ['FT-0756', 'Bőrfertőtlenítő spray, 250 ml', 1950, 4, 'even'],
    ['FT-0761', 'Felületfertőtlenítő kendő, 200 db', 3650, 8],
    ['FT-0764', 'Felületfertőtlenítő koncentrátum, 5 l', 18900, 7],
    ['FT-0768', 'Felületfertőtlenítő spray, 750 ml', 2480, 4],
    ['FT-0772', 'Enzimes eszközfertőtlenítő koncentrátum, 2 l', 16400, 6, 'even'],
    ['FT-0781', 'Sterilizálótasak, 90 × 230 mm, 200 db', 4900, 4, 'even'],
    ['FT-0783', 'Sterilizálótekercs, 150 mm × 200 m', 12900, 4, 'even'],
    ['FT-0788', 'Sterilizálást ellenőrző indikátorcsík, gőz, 250 db', 8700, 3, 'even'],
  ],
};

/** Masks, gowns and drapes. */
export const protection: ProductLine = {
  code: 'VE',
  listMargin: 0.23,
  season: 'even',
  products: [
    ['VE-0811', 'Sebészi maszk, háromrétegű, gumis, 50 db', 990, 8, 'flu'],
    ['VE-0812', 'Sebészi maszk, háromrétegű, megkötős, 50 db', 1290, 4, 'flu'],
    ['VE-0815', 'FFP2 légzésvédő maszk, szelep nélkül, 20 db', 2900, 5, 'flu'],
    ['VE-0821', 'Műtőssapka, 100 db', 2350, 3],
    ['VE-0831', 'Steril műtőköpeny, L, 20 db', 29800, 7],
    ['VE-0832', 'Steril műtőköpeny, XL, 20 db', 31400, 5],
    ['VE-0836', 'Látogatóköpeny, nem steril, 10 db', 3400, 3],
    ['VE-0841', 'Steril izolálólepel, ragasztós, 75 × 90 cm, 50 db', 22600, 6],
    ['VE-0851', 'Védőkötény, polietilén, 100 db', 2100, 3],
    ['VE-0861', 'Papírlepedő, 50 cm × 50 m, 9 tekercs', 9900, 6],
  ],
};
