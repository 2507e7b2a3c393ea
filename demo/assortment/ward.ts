import type { ProductLine } from './product-line.ts';

/** Infusion. */
export const infusion: ProductLine = {
  code: 'IN',
  listMargin: 0.2,
  season: 'even',
  products: [
    ['IN-2201', 'Infúziós szerelék, steril, 150 cm, 50 db', 8950, 8],
    ['IN-2214', 'Infúziós szerelék, steril, 180 cm, 50 db', 9840, 12],
    ['IN-2220', 'Infúziós szerelék, fényvédett, 180 cm, 25 db', 8690, 4],
    ['IN-2231', 'Infúziós szerelék áramlásszabályozóval, 25 db', 14300, 4],
    ['IN-2240', 'Transzfúziós szerelék, 200 µm-es szűrővel, 25 db', 11900, 5],
    ['IN-2252', 'Szerelék infúziós pumpához, 20 db', 24600, 7],
    ['IN-2261', 'Infúziós hosszabbító, luer-lock, 150 cm, 50 db', 7450, 4],
    ['IN-2266', 'Háromutas csap, 50 db', 6900, 4],
    ['IN-2281', 'Perifériás vénakanül szeleppel, 18G, 50 db', 13900, 6],
    ['IN-2282', 'Perifériás vénakanül szeleppel, 20G, 50 db', 13900, 8],
    ['IN-2283', 'Perifériás vénakanül szeleppel, 22G, 50 db', 13900, 7],
    ['IN-2284', 'Perifériás vénakanül, 24G, 50 db', 15200, 3],
    ['IN-2295', 'Előretöltött öblítőfecskendő, NaCl 0,9%, 10 ml, 100 db', 29500, 6],
  ],
};

/** Syringes and needles. */
export const syringes: ProductLine = {
  code: 'FE',
  listMargin: 0.22,
  season: 'even',
  products: [
    ['FE-1002', 'Fecskendő, kétrészes, 2 ml, 100 db', 1590, 6],
    ['FE-1005', 'Fecskendő, kétrészes, 5 ml, 100 db', 1890, 8],
    ['FE-1010', 'Fecskendő, kétrészes, 10 ml, 100 db', 2350, 8],
    ['FE-1020', 'Fecskendő, kétrészes, 20 ml, 50 db', 2250, 5],
    ['FE-1032', 'Fecskendő, háromrészes, luer-lock, 10 ml, 100 db', 3450, 5],
    ['FE-1035', 'Fecskendő, háromrészes, luer-lock, 50 ml, 60 db', 7900, 5],
    ['FE-1041', 'Inzulinfecskendő, 1 ml, U-100, 100 db', 3850, 3],
    ['FE-1061', 'Injekciós tű, 18G × 40 mm, 100 db', 890, 4],
    ['FE-1062', 'Injekciós tű, 21G × 40 mm, 100 db', 890, 6],
    ['FE-1063', 'Injekciós tű, 23G × 30 mm, 100 db', 890, 5],
    ['FE-1066', 'Biztonsági injekciós tű, 21G, 100 db', 5400, 3],
    ['FE-1071', 'Inzulinpen-tű, 4 mm, 32G, 100 db', 4950, 6],
    ['FE-1072', 'Inzulinpen-tű, 6 mm, 31G, 100 db', 4650, 4],
    ['FE-1081', 'Szárnyas tű, 21G, 100 db', 6900, 4],
    ['FE-1092', 'Veszélyeshulladék-gyűjtő doboz, 5 literes', 1150, 4],
  ],
};

/** Catheters, probes and breathing. */
export const catheters: ProductLine = {
  code: 'KA',
  listMargin: 0.27,
  season: 'even',
  products: [
    ['KA-3112', 'Foley-katéter, kétágú, latex, CH 14, 10 db', 5900, 5],
    ['KA-3114', 'Foley-katéter, kétágú, latex, CH 16, 10 db', 5900, 7],
    ['KA-3116', 'Foley-katéter, kétágú, szilikon, CH 16, 10 db', 17800, 6],
    ['KA-3121', 'Intermittáló katéter, hidrofil, CH 14, 30 db', 21900, 5],
    ['KA-3131', 'Vizeletgyűjtő zsák, 2000 ml, leeresztőszeleppel, 50 db', 12600, 7],
    ['KA-3141', 'Leszívókatéter, CH 14, 100 db', 6800, 4],
    ['KA-3155', 'Tápszonda, poliuretán, CH 10, 120 cm', 6400, 3],
    ['KA-3161', 'Redon-palack, vákuumos, 400 ml, 10 db', 19800, 4],
    ['KA-3171', 'Oxigénorrszonda, felnőtt, 2 m, 50 db', 11200, 4, 'winter'],
    ['KA-3173', 'Oxigénmaszk, felnőtt, csővel, 25 db', 12400, 3, 'winter'],
    ['KA-3181', 'Endotrachealis tubus mandzsettával, 7,5 mm, 10 db', 7900, 3],
  ],
};
