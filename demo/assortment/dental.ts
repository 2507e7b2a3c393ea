import type { ProductLine } from './product-line.ts';

/** Dentistry and dental technology. */
export const dental: ProductLine = {
  code: 'FO',
  listMargin: 0.37,
  season: 'even',
  products: [
    ['FO-5501', 'Fényre kötő kompozit, A2, 4 g', 9800, 8],
    ['FO-5502', 'Fényre kötő kompozit, A3, 4 g', 9800, 7],
    ['FO-5505', 'Folyékony kompozit, A2, 2 g', 6400, 5],
    ['FO-5511', 'Üvegionomer cement, 15 g + 8 g', 14900, 4],
    ['FO-5515', 'Univerzális adhezív, 5 ml', 24500, 6],
    ['FO-5518', 'Foszforsavas maratógél, 37%, 12 g', 4300, 3],
    ['FO-5521', 'A-szilikon lenyomatanyag, gyúrható, 2 × 300 ml', 18900, 6],
    ['FO-5523', 'Alginát lenyomatanyag, 450 g', 3400, 5],
    ['FO-5531', 'NiTi gépi gyökérreszelő, 25 mm, 6 db', 19800, 6],
    ['FO-5533', 'Guttapercha csúcs, ISO 25, 120 db', 2900, 3],
    ['FO-5541', 'Gyémántfúró, gömb, 5 db', 3900, 4],
    ['FO-5551', 'Nyálszívó, 100 db', 1290, 5],
    ['FO-5553', 'Fogászati vattatekercs, 2-es, 300 g', 1990, 4],
    ['FO-5555', 'Betegelőke, 33 × 45 cm, 500 db', 7900, 4],
    ['FO-5557', 'Karpulatű, 27G × 35 mm, 100 db', 4200, 4],
    ['FO-5561', 'Titánimplantátum, 4,1 × 10 mm', 45900, 9],
    ['FO-5563', 'Csontpótló granulátum, 0,5 g', 32500, 5],
    ['FO-5565', 'Kollagénmembrán, 15 × 20 mm', 36800, 4],
    ['FO-5571', 'Cirkónium-dioxid korong, 98 × 16 mm', 29500, 5],
    ['FO-5581', 'Ideiglenes korona- és hídanyag, A2, 50 ml', 21900, 3],
  ],
};
