import type { ProductLine } from './product-line.ts';

/** Dressings and bandages. */
export const dressings: ProductLine = {
  code: 'KO',
  listMargin: 0.25,
  season: 'even',
  products: [
    ['KO-4103', 'Mull-lap, nem steril, 10 × 10 cm, 100 db', 1480, 8],
    ['KO-4111', 'Steril mull-lap, 10 × 10 cm, 25 × 2 db', 1950, 8],
    ['KO-4122', 'Mullpólya, 10 cm × 5 m, 20 db', 2290, 5],
    ['KO-4131', 'Rugalmas pólya, 8 cm × 5 m, 10 db', 2450, 4],
    ['KO-4132', 'Rugalmas pólya, 10 cm × 5 m, 10 db', 2950, 5],
    ['KO-4141', 'Öntapadó rögzítőpólya, 8 cm × 4 m, 12 db', 6900, 4],
    ['KO-4151', 'Textil ragtapasz, 2,5 cm × 9,2 m, 12 db', 7300, 4],
    ['KO-4153', 'Papír ragtapasz, 2,5 cm × 9,2 m, 12 db', 4600, 3],
    ['KO-4161', 'Sebtapasz, vágható, 6 cm × 5 m', 1350, 4],
    ['KO-4165', 'Injekciós tapasz, 250 db', 1650, 3],
    ['KO-4171', 'Vatta, pamut, 500 g', 1890, 3],
    ['KO-4191', 'Steril hasi törlő, 45 × 45 cm, 5 db', 2650, 6],
    ['KO-4198', 'Kanülrögzítő kötszer, 6 × 8 cm, 100 db', 6850, 5],
  ],
};

/** Wound care. */
export const woundCare: ProductLine = {
  code: 'SE',
  listMargin: 0.34,
  season: 'even',
  products: [
    ['SE-5102', 'Szilikonos habkötszer, 10 × 10 cm, 10 db', 18900, 9],
    ['SE-5104', 'Szilikonos habkötszer, 12 × 12 cm, 10 db', 23400, 8],
    ['SE-5106', 'Szilikonos habkötszer, keresztcsontra, 18 × 18 cm, 5 db', 19600, 5],
    ['SE-5121', 'Hidrokolloid kötszer, 10 × 10 cm, 10 db', 9800, 5],
    ['SE-5131', 'Alginát kötszer, 10 × 10 cm, 10 db', 14200, 5],
    ['SE-5133', 'Ezüsttartalmú alginát kötszer, 10 × 10 cm, 10 db', 26900, 4],
    ['SE-5141', 'Hidrogél, 15 g, 10 db', 13800, 3],
    ['SE-5151', 'Paraffinos hálókötszer, 10 × 10 cm, 50 db', 8900, 4],
    ['SE-5155', 'Szilikonos sebfedő háló, 10 × 10 cm, 10 db', 17500, 4],
    ['SE-5161', 'Szuperabszorbens sebpárna, 10 × 20 cm, 10 db', 12900, 5],
    ['SE-5176', 'Átlátszó filmkötszer, 10 × 12 cm, 50 db', 9300, 4],
    ['SE-5181', 'Sebzárócsík, 6 × 75 mm, 50 × 3 db', 8400, 3],
    ['SE-5190', 'NPWT kötésszett habbal, közepes, 5 db', 68500, 5],
    ['SE-5195', 'NPWT gyűjtőtartály, 500 ml, 5 db', 59000, 3],
    ['SE-5199', 'Seböblítő oldat, 350 ml', 3450, 4],
  ],
};

/** Skin care and dermatology. */
export const dermatology: ProductLine = {
  code: 'BO',
  listMargin: 0.36,
  season: 'even',
  products: [
    ['BO-1102', 'Emolliens krém, 500 ml', 3185, 9, 'winter'],
    ['BO-1104', 'Emolliens testápoló, 400 ml', 2890, 6, 'winter'],
    ['BO-1107', 'Emolliens olajfürdő, 500 ml', 3950, 5, 'winter'],
    ['BO-1111', 'Karbamidos krém, 10%, 100 ml', 2190, 5, 'winter'],
    ['BO-1113', 'Karbamidos lábápoló krém, 30%, 75 ml', 2350, 3, 'summer'],
    ['BO-1121', 'Cink-oxidos védőkrém, 100 ml', 1690, 5],
    ['BO-1126', 'Bőrvédő filmképző spray, 28 ml', 4900, 4],
    ['BO-1131', 'Fényvédő krém, SPF 50+, 50 ml', 3690, 6, 'summer'],
    ['BO-1133', 'Fényvédő tej gyermekeknek, SPF 50+, 200 ml', 4990, 5, 'summer'],
    ['BO-1136', 'Napozás utáni testápoló, 200 ml', 2490, 3, 'summer'],
    ['BO-1141', 'Hegkezelő szilikongél, 15 g', 8900, 4],
    ['BO-1151', 'Antiszeptikus mosakodóhab, 200 ml', 2690, 4],
    ['BO-1155', 'pH-semleges mosakodókendő, 80 db', 1290, 6],
  ],
};
