import type { ProductLine } from './product-line.ts';

/** Rapid tests and blood glucose. */
export const rapidTests: ProductLine = {
  code: 'GY',
  listMargin: 0.32,
  season: 'even',
  products: [
    ['GY-6101', 'Influenza A/B antigén gyorsteszt, 25 db', 21900, 7, 'flu'],
    ['GY-6103', 'Kombinált Covid–influenza A/B gyorsteszt, 25 db', 27500, 7, 'flu'],
    ['GY-6105', 'RSV antigén gyorsteszt, 20 db', 23800, 3, 'flu'],
    ['GY-6107', 'Strep A gyorsteszt, 20 db', 11600, 4, 'winter'],
    ['GY-6111', 'CRP gyorsteszt, 25 db', 29800, 6, 'winter'],
    ['GY-6115', 'Székletvér-gyorsteszt (FOB), 20 db', 9800, 3],
    ['GY-6121', 'Terhességi gyorsteszt, 25 db', 4900, 3],
    ['GY-6131', 'Vizelettesztcsík, 10 paraméteres, 100 db', 4450, 6],
    ['GY-6141', 'Vércukor-tesztcsík, 50 db', 4200, 10],
    ['GY-6143', 'Vércukormérő készülék', 5900, 3],
    ['GY-6145', 'Ujjbegyszúró lándzsa, 30G, 200 db', 2650, 5],
  ],
};

/** Laboratory. */
export const laboratory: ProductLine = {
  code: 'LA',
  listMargin: 0.31,
  season: 'even',
  products: [
    ['LA-7101', 'Vérvételi cső, K2EDTA, 3 ml, 100 db', 5900, 8],
    ['LA-7103', 'Vérvételi cső, gélelválasztós szérum, 5 ml, 100 db', 8900, 9],
    ['LA-7105', 'Vérvételi cső, nátrium-citrát, 2,7 ml, 100 db', 6800, 5],
    ['LA-7111', 'Vákuumos vérvételi tű, 21G, 100 db', 4900, 6],
    ['LA-7121', 'Vizeletmintagyűjtő pohár, steril, 100 ml, 500 db', 24500, 4],
    ['LA-7125', 'Mintavevő pálca transzportközeggel, 100 db', 15900, 5, 'winter'],
    ['LA-7201', 'Koleszterinreagens, 4 × 60 ml', 46500, 6],
    ['LA-7203', 'Kreatininreagens, 4 × 60 ml', 41800, 6],
    ['LA-7205', 'Glükózreagens (GOD-PAP), 4 × 60 ml', 28600, 5],
    ['LA-7207', 'GOT (ASAT) reagens, 4 × 60 ml', 38900, 5],
    ['LA-7209', 'HbA1c reagens, 2 × 30 ml', 98500, 7],
    ['LA-7221', 'Hematológiai hígítóoldat, 20 l', 24800, 8],
    ['LA-7223', 'Hematológiai lizálóoldat, 1 l', 36900, 6],
    ['LA-7225', 'Hematológiai kontrollvér, három szint, 3 × 3 ml', 88000, 4],
    ['LA-7301', 'Véragar táptalaj, 90 mm-es lemez, 20 db', 8600, 4],
    ['LA-7311', 'Pipettahegy, 200 µl, 1000 db', 5400, 3],
  ],
};
