import type { FieldDescription } from '#platform/transfer/types.ts';

/** Header words of names of customers; without a code the name stands for it. */
// prettier-ignore
const nameWords = [
  'customer name', 'name of customer', 'name customer', 'customer full name', 'client name', 'account name',
  'company name', 'buyer name', 'sold to name', 'sell to customer name', 'bill to name', 'vevő neve', 'vevőnév',
  'vevő név', 'vevő megnevezése',
  'partner neve', 'partnernév', 'partner név', 'partner megnevezése', 'ügyfél neve', 'ügyfélnév', 'ügyfél név',
  'kundenname', 'name1',
] as const;

/** Header words that mean a customer's code in one file and a name in another; a better word of either kind goes first. */
const eitherWords = ['customer', 'vevő', 'partner', 'ügyfél', 'client', 'company', 'buyer', 'kunde'] as const;

/** Header words that can mean nothing but a customer's code. */
// prettier-ignore
const codeWords = [
  'customer id', 'customer no', 'customer number', 'customer code', 'customer key', 'customer nr', 'cust id',
  'cust no',
  'cust number', 'cust code', 'account', 'account id', 'account no', 'account number', 'account code', 'client id',
  'client no', 'client number', 'client code', 'sold to', 'sold to party', 'sold to no', 'sold to number',
  'sell to customer no', 'sell to customer number', 'sell to no', 'sell to customer', 'bill to', 'bill to party',
  'bill to customer', 'bill to customer id', 'bill to customer no', 'bill to customer number', 'customer account',
  'payer', 'debtor', 'debtor no', 'debitor',
  'buyer id', 'buyer code', 'vevőkód', 'vevő kód', 'vevő kódja', 'vevőszám', 'vevő száma', 'vevő azonosító',
  'vevőazonosító', 'ügyfélkód', 'ügyfél kód', 'ügyfél kódja', 'ügyfélszám', 'ügyfél azonosító', 'ügyfélazonosító',
  'partnerkód', 'partner kód', 'partner kódja', 'partnerszám', 'partner azonosító', 'partner id',
  'partnerazonosító',
  'kundennummer', 'kundennr', 'kunden nr', 'kunden id', 'debitorennummer', 'debitorennr', 'kunnr', 'kunag',
  'kunrg',
] as const;

/** Header words of codes of customers beside other things, the best first. */
export const accountCodeWords = [...codeWords, ...eitherWords, ...nameWords] as const;

/** Header words of names of customers, the best first. */
export const accountNameWords = [...nameWords, ...eitherWords] as const;

/** Header words of a customer's country, the best first. */
// prettier-ignore
export const countryWords = [
  'country', 'country region', 'country name', 'country code', 'customer country', 'ország', 'országkód',
  'vevő országa', 'vevő ország', 'bill country', 'billing country', 'bill to country', 'sold to country',
  'ship country',
  'shipping country', 'ship to country', 'land', 'land1',
] as const;

/** The fields of a file of customers, in the order in which they are read. Only the code must be there. */
export const accountFieldDescriptions = [
  {
    name: 'account',
    kind: 'text',
    required: true,
    maxLength: 100,
    aliases: [...codeWords, 'code', 'kód', 'azonosító', 'id', ...eitherWords, ...nameWords],
  },
  {
    name: 'accountName',
    kind: 'text',
    required: false,
    maxLength: 300,
    aliases: [...accountNameWords, 'name', 'név', 'cégnév', 'cég neve', 'megnevezés'],
  },
  { name: 'country', kind: 'text', required: false, maxLength: 100, aliases: countryWords },
  {
    name: 'town',
    kind: 'text',
    required: false,
    maxLength: 200,
    // prettier-ignore
    aliases: [
      'town', 'city', 'település', 'város', 'helység', 'székhely', 'bill city', 'billing city', 'bill to city', 'customer city',
      'ort', 'stadt', 'ort01',
    ],
  },
  {
    name: 'accountKind',
    kind: 'text',
    required: false,
    maxLength: 100,
    // prettier-ignore
    aliases: [
      'customer kind', 'customer type', 'customer group', 'sector', 'industry', 'branch', 'kind', 'vevőcsoport', 'vevő típusa',
      'ágazat', 'iparág', 'branche',
    ],
  },
  {
    name: 'vatNumber',
    kind: 'text',
    required: false,
    maxLength: 30,
    // prettier-ignore
    aliases: [
      'vat number', 'vat no', 'vat id', 'vat reg no', 'vat registration no', 'vat registration number', 'vat', 'tax number', 'tax no',
      'tax id', 'adószám', 'közösségi adószám', 'eu adószám', 'ust id', 'ust idnr', 'umsatzsteuer id', 'stceg',
    ],
  },
  {
    name: 'registryNumber',
    kind: 'text',
    required: false,
    maxLength: 40,
    // prettier-ignore
    aliases: [
      'registry number', 'registry no', 'registry', 'company registration number', 'company registration no', 'company reg no',
      'registration number', 'registration no', 'cégjegyzékszám', 'cégjegyzék szám', 'cégjegyzék', 'handelsregisternummer',
    ],
  },
  {
    name: 'segment',
    kind: 'text',
    required: false,
    maxLength: 100,
    aliases: ['customer segment', 'market segment', 'segment', 'szegmens', 'vevőszegmens', 'piaci szegmens'],
  },
  {
    name: 'territory',
    kind: 'text',
    required: false,
    maxLength: 100,
    // prettier-ignore
    aliases: [
      'territory', 'sales territory', 'sales region', 'sales district', 'terület', 'értékesítési terület', 'körzet', 'vertriebsgebiet',
      'gebiet', 'bzirk',
    ],
  },
  {
    name: 'group',
    kind: 'text',
    required: false,
    maxLength: 200,
    // prettier-ignore
    aliases: [
      'company group', 'group of companies', 'corporate group', 'group name', 'group', 'cégcsoport', 'cégcsoport neve', 'vállalatcsoport',
      'konszern', 'konzern', 'csoport',
    ],
  },
  {
    name: 'groupParent',
    kind: 'text',
    required: false,
    maxLength: 200,
    // prettier-ignore
    aliases: [
      'parent group', 'parent of group', 'group parent', 'upper group', 'fölérendelt csoport', 'fölérendelt cégcsoport', 'szülőcsoport',
      'szülő csoport',
    ],
  },
  {
    name: 'owner',
    kind: 'text',
    required: false,
    maxLength: 254,
    // Only headers that say that it is an address: a column with names would have all its rows refused.
    // prettier-ignore
    aliases: [
      'owner email', 'owner e mail', 'account owner email', 'account manager email', 'account manager e mail', 'kam email', 'kam e mail',
      'sales rep email', 'felelős email', 'felelős e mail', 'felelős e mail címe', 'ügyfélfelelős email', 'ügyfélfelelős e mail',
      'értékesítő email', 'értékesítő e mail',
    ],
  },
] as const satisfies readonly FieldDescription[];
