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
      'customer segment', 'customer kind', 'customer type', 'customer group', 'segment', 'sector', 'industry', 'branch', 'kind',
      'szegmens', 'vevőcsoport', 'vevő típusa', 'ágazat', 'iparág', 'branche',
    ],
  },
] as const satisfies readonly FieldDescription[];
