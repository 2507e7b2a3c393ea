import type { FieldDescription } from '#platform/transfer/types.ts';

/** Header words that can mean nothing but a product's code. */
// prettier-ignore
const codeWords = [
  'stock code', 'product id', 'product code', 'product no', 'product number', 'product key', 'sku', 'item id',
  'item code', 'item no', 'item number', 'article no', 'article number', 'article code', 'article id', 'article',
  'material', 'material no', 'material number', 'material code', 'matnr', 'track id', 'part no', 'part number',
  'cikkszám', 'cikk száma', 'cikk szám', 'cikkkód', 'cikk kód', 'cikk kódja', 'cikk azonosító', 'termékkód',
  'termék kód', 'termék kódja', 'termékszám', 'termék azonosító', 'termékazonosító', 'anyagszám', 'anyagkód',
  'artikelnummer', 'artikelnr', 'artikel nr', 'artikel',
] as const;

/** Header words that mean a product's code in one file and a name in another. */
const eitherWords = ['cikk', 'termék', 'product', 'item'] as const;

/** Header words of codes of products beside other things, the best first. */
export const productCodeWords = [...codeWords, ...eitherWords] as const;

/** Header words of names of products, the best first. */
// prettier-ignore
export const productNameWords = [
  'product name', 'item name', 'article name', 'product description', 'item description', 'article description',
  'material description', 'product title', 'track name', 'description', 'megnevezés', 'cikk megnevezése',
  'cikk megnevezés', 'cikknév', 'cikk neve', 'termék megnevezése', 'termék megnevezés', 'termék neve', 'terméknév',
  'tétel megnevezése', 'tétel megnevezés', 'anyag megnevezése', 'leírás', 'maktx', 'arktx', 'bezeichnung', 'termék',
  'cikk', 'product', 'item',
] as const;

/** The fields of a file of products, in the order in which they are read. Only the code must be there. */
export const productFieldDescriptions = [
  {
    name: 'product',
    kind: 'text',
    required: true,
    maxLength: 100,
    aliases: [...codeWords, 'code', 'kód', 'azonosító', 'id', ...eitherWords],
  },
  {
    name: 'productName',
    kind: 'text',
    required: false,
    maxLength: 1_000,
    aliases: [...productNameWords, 'name', 'név', 'title'],
  },
  {
    name: 'productKind',
    kind: 'text',
    required: false,
    maxLength: 100,
    aliases: ['kind', 'product kind', 'fajta', 'termékfajta', 'termék fajtája', 'cikk fajtája'],
  },
] as const satisfies readonly FieldDescription[];
