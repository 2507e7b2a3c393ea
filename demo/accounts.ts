import type { ClientKind } from './client-kinds.ts';
import { groupOf } from './groups.ts';
import { tradeTerms } from './habits.ts';
import { eastManager } from './people.ts';
import { placeOf, type Place } from './territories.ts';

/** A client company of the demo. */
export interface DemoAccount {
  readonly code: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly place: Place;
  /** What it is meant to buy in the last 12 months, net forints; for one that leaves or has just come, at its height. */
  readonly yearlyNet: number;
  /** Change of its net revenue against the year before (0.041 = +4.1 %). */
  readonly growth: number;
  /** Off the list price, 0 to 1. */
  readonly discount: number;
  readonly paymentDays: number;
  /** E-mail of the person who looks after it. */
  readonly owner: string;
}

/** Code in the ERP, name, kind, town, net revenue of 12 months in million forints, change on a year in percent. */
type Row = readonly [string, string, ClientKind, string, number, number];

const rows: readonly Row[] = [
  // Those who carry the business.
  ['V10214', 'Hét Patak Gyógyszertárak Zrt.', 'gyógyszertárlánc', 'Budapest', 1230, 4.1],
  ['V10087', 'Körös-völgyi Klinikai Központ', 'kórház', 'Békéscsaba', 920, -1.2],
  ['V10031', 'Aranyhíd Kórház', 'kórház', 'Kecskemét', 745, -13],
  ['V10156', 'Mecsekalja Labor Zrt.', 'labor', 'Pécs', 640, 12.7],
  ['V10298', 'Északi Fény Szemészeti Központ Zrt.', 'klinika', 'Miskolc', 490, 21.4],
  ['V10063', 'Kőhíd Dental Kft.', 'fogászat', 'Eger', 435, -14.9],
  ['V10119', 'Tölgyes Egészségház Nonprofit Kft.', 'szakrendelő', 'Szentes', 352, 0.8],
  ['V10172', 'Sárrét-Medica Kft.', 'nagykereskedő', 'Püspökladány', 301, 6.3],
  ['V10045', 'Vadgesztenye Patika Kft.', 'gyógyszertárlánc', 'Szolnok', 255, 2.9],
  ['V10330', 'Tatranské zdravie, s.r.o.', 'nagykereskedő', 'Košice', 228, -3.4],
  ['V10128', 'Rozmaring Ápolási Otthonok Nonprofit Kft.', 'idősotthon', 'Vác', 192, -10],
  ['V10203', 'Tó-parti Szanatórium Kft.', 'szanatórium', 'Siófok', 170, 8.5],
  ['V10377', 'Napkő Magánkórház Zrt.', 'kórház', 'Budapest', 172, 0],
  ['V10241', 'Fehérvölgy Fogászat Kft.', 'fogászat', 'Budapest', 146, 3.4],
  ['V10092', 'Bükkalja Gyógyszerellátó Kft.', 'nagykereskedő', 'Mezőkövesd', 128, 13.6],
  ['V10110', 'Három Szarvas Patika Kft.', 'gyógyszertár', 'Kecskemét', 114, -12.3],
  ['V10185', 'Rába-parti Szakrendelő Kft.', 'szakrendelő', 'Győr', 110, -2.4],
  ['V10148', 'Nyírfás Patikák Kft.', 'gyógyszertárlánc', 'Nyíregyháza', 104, 5.2],
  ['V10259', 'Vértes-Med Nagykereskedelmi Kft.', 'nagykereskedő', 'Tatabánya', 101, 1.5],
  ['V10077', 'Zalavölgyi Egészségközpont Nonprofit Kft.', 'szakrendelő', 'Zalaegerszeg', 97, 3.1],
  ['V10226', 'Lajta-menti Kórház', 'kórház', 'Mosonmagyaróvár', 93, -1.4],
  ['V10055', 'Bakonyaljai Kórház', 'kórház', 'Pápa', 205, 0],
  // Affiliates of some of them.
  ['V10215', 'Hét Patak Logisztika Kft.', 'nagykereskedő', 'Gyál', 52, 7.8],
  ['V10311', 'Hét Patak Netpatika Kft.', 'gyógyszertár', 'Budapest', 33, 18.2],
  ['V10319', 'Hét Patak Kelet Patikák Kft.', 'gyógyszertárlánc', 'Debrecen', 27, 1.9],
  ['V10088', 'Körös-völgyi Rehabilitációs Intézet', 'szanatórium', 'Gyomaendrőd', 42, 2.7],
  ['V10032', 'Aranyhíd Szakrendelő', 'szakrendelő', 'Kiskőrös', 24, -4.8],
  ['V10033', 'Aranyhíd Ápolási Intézet', 'idősotthon', 'Kiskunfélegyháza', 21, -1.1],
  ['V10188', 'Aranyhíd Labor Kft.', 'labor', 'Kecskemét', 17, 3.6],
  ['V10189', 'Aranyhíd Patika Kft.', 'gyógyszertár', 'Kecskemét', 9, 0.4],
  ['V10280', 'Mecsekalja Diagnosztika Kft.', 'labor', 'Szekszárd', 34, 9.3],
  ['V10064', 'Kőhíd Fogtechnika Kft.', 'fogászat', 'Eger', 18, -6.2],
  ['V10288', 'Kőhíd Implant Kft.', 'fogászat', 'Budapest', 24, 5.5],
  ['V10129', 'Rozmaring Gondozóház Kft.', 'idősotthon', 'Gödöllő', 14, -2.9],
  ['V10292', 'Rozmaring Otthonápolás Kft.', 'otthonápolás', 'Dunakeszi', 11, 8.8],
  ['V10173', 'Berettyó-Medica Kft.', 'nagykereskedő', 'Berettyóújfalu', 29, 2.2],
  ['V10046', 'Vadgesztenye Jász Patika Kft.', 'gyógyszertár', 'Jászberény', 19, 4.4],
  ['V10047', 'Vadgesztenye Nagykun Patika Kft.', 'gyógyszertár', 'Karcag', 16, -3.3],
  ['V10345', 'Északi Fény Lézerklinika Kft.', 'klinika', 'Nyíregyháza', 22, 16.1],
  // Hospitals and clinics.
  ['V10134', 'Mátralábi Kórház', 'kórház', 'Gyöngyös', 60, -4.2],
  ['V10141', 'Ipoly-menti Kórház', 'kórház', 'Balassagyarmat', 53, 2.1],
  ['V10083', 'Hegyközi Kórház', 'kórház', 'Sátoraljaújhely', 47, -6.4],
  ['V10162', 'Sólyomkői Rehabilitációs Kórház', 'kórház', 'Salgótarján', 43, 3.5],
  ['V10196', 'Dráva-parti Kórház', 'kórház', 'Barcs', 35, 1.2],
  ['V10250', 'Kékhegy Klinika Kft.', 'klinika', 'Budapest', 58, 9.1],
  ['V10267', 'Liliomkert Magánklinika Kft.', 'klinika', 'Debrecen', 51, 11.4],
  ['V10271', 'Ezüstnyár Sebészeti Klinika Kft.', 'klinika', 'Szeged', 46, 6.6],
  ['V10302', 'Galagonya Bőrgyógyászati Központ Kft.', 'klinika', 'Budapest', 40, 14.2],
  ['V10234', 'Bástyakert Női Klinika Kft.', 'klinika', 'Székesfehérvár', 32, 2.3],
  ['V10246', 'Révpart Ortopédiai Klinika Kft.', 'klinika', 'Budapest', 29, -3.7],
  ['V10351', 'Szélkakas Gyermekklinika Kft.', 'klinika', 'Budapest', 23, 7.2],
  // Outpatient centres, laboratories, ambulance.
  ['V10104', 'Kerekdomb Egészségház', 'szakrendelő', 'Kaposvár', 27, 0.9],
  ['V10115', 'Malomdombi Rendelőintézet', 'szakrendelő', 'Hódmezővásárhely', 26, -5.1],
  ['V10209', 'Almáskert Szakrendelő Kft.', 'szakrendelő', 'Veszprém', 21, 4.7],
  ['V10177', 'Homokháti Egészségközpont Nonprofit Kft.', 'szakrendelő', 'Kiskunmajsa', 19, 2.6],
  ['V10323', 'Műszak Üzemorvosi Szolgálat Kft.', 'szakrendelő', 'Dunaújváros', 12, -8.3],
  ['V10263', 'Piros Csepp Labor Kft.', 'labor', 'Debrecen', 42, 8.4],
  ['V10276', 'Mikrolencse Diagnosztika Kft.', 'labor', 'Szeged', 28, 4.1],
  ['V10336', 'Vándorfecske Betegszállító Kft.', 'betegszállító', 'Budapest', 15, 8],
  // Pharmacies and wholesalers.
  ['V10152', 'Kamillás Patikák Kft.', 'gyógyszertárlánc', 'Győr', 48, 6.3],
  ['V10099', 'Két Mozsár Patika Kft.', 'gyógyszertár', 'Sopron', 31, 2],
  ['V10219', 'Holdtölte Patika Kft.', 'gyógyszertár', 'Budapest', 29, 5.4],
  ['V10071', 'Citromfű Gyógyszertár Bt.', 'gyógyszertár', 'Pécs', 16, -1.6],
  ['V10138', 'Ökörfarkkóró Patika Bt.', 'gyógyszertár', 'Szombathely', 11, 3.9],
  ['V10060', 'Kenderföldi Gyógyszertár Bt.', 'gyógyszertár', 'Makó', 9, 0],
  ['V10167', 'Kunhalom Gyógyászati Kereskedelmi Kft.', 'nagykereskedő', 'Kisújszállás', 50, 5],
  ['V10181', 'Tiszaág Medical Kft.', 'nagykereskedő', 'Tiszafüred', 33, -5.8],
  ['V10192', 'Rábaközi Orvosi Eszköz Kft.', 'nagykereskedő', 'Csorna', 30, 3.2],
  ['V10284', 'Fehértölgy Gyógyászati Segédeszköz Kft.', 'nagykereskedő', 'Nyíregyháza', 28, 10.2],
  // Dentistry.
  ['V10237', 'Koronás Fogászati Központ Kft.', 'fogászat', 'Mosonmagyaróvár', 38, 12.3],
  ['V10255', 'Őrségi Mosoly Fogászat Kft.', 'fogászat', 'Körmend', 27, 7.1],
  ['V10306', 'Elefántcsont Fogászat Kft.', 'fogászat', 'Budapest', 19, 1.4],
  ['V10122', 'Zománc Fogtechnika Bt.', 'fogászat', 'Debrecen', 12, -4.5],
  // Care homes and spas.
  ['V10145', 'Diófaliget Idősek Otthona Nonprofit Kft.', 'idősotthon', 'Baja', 22, 2.4],
  ['V10159', 'Körtefás Idősek Otthona', 'idősotthon', 'Cegléd', 17, 4],
  ['V10199', 'Vadrózsa Otthon Alapítvány', 'idősotthon', 'Mátészalka', 13, 3.3],
  ['V10222', 'Szelídgesztenyés Idősek Otthona', 'idősotthon', 'Kőszeg', 10, -0.7],
  ['V10230', 'Csendes Udvar Gondozóház', 'idősotthon', 'Szarvas', 7, 1.8],
  ['V10107', 'Hévforrás Gyógyfürdő Kft.', 'szanatórium', 'Hajdúszoboszló', 25, 6.1],
  // Abroad.
  ['V10360', 'Crișana Medical S.R.L.', 'nagykereskedő', 'Oradea', 45, 9.4],
  ['V10341', 'Leithatal Medizintechnik GmbH', 'nagykereskedő', 'Eisenstadt', 39, 4.3],
  ['V10333', 'Podunajská lekáreň, s.r.o.', 'gyógyszertárlánc', 'Komárno', 31, -2.2],
  ['V10364', 'Lacul Verde Farm S.R.L.', 'gyógyszertárlánc', 'Târgu Mureș', 24, 5.7],
  ['V10368', 'Sonnenquell-Apotheke KG', 'gyógyszertár', 'Wien', 14, 1.1],
];

/** Kept by a manager herself, as an account of that size often is. */
const ownedByManager: Readonly<Record<string, string>> = { V10087: eastManager, V10088: eastManager };

const townByCode = new Map(rows.map(([code, , , town]) => [code, town]));

/** Affiliates are looked after by whoever looks after the head of their group, wherever they are. */
function ownerOf(code: string, town: string): string {
  const headTown = townByCode.get(groupOf(code)?.accounts[0] ?? code) ?? town;
  return ownedByManager[code] ?? placeOf(headTown).territory.kam;
}

/** All clients of the demo company; each code once. */
export const demoAccounts: readonly DemoAccount[] = rows.map(([code, name, kind, town, millions, percent]) => ({
  code,
  name,
  kind,
  place: placeOf(town),
  yearlyNet: millions * 1_000_000,
  growth: percent / 100,
  ...tradeTerms(code, kind, millions),
  owner: ownerOf(code, town),
}));
