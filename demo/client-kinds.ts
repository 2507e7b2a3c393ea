/** What a client is, in the words that the product shows. */
export type ClientKind =
  | 'betegszállító'
  | 'fogászat'
  | 'gyógyszertár'
  | 'gyógyszertárlánc'
  | 'idősotthon'
  | 'klinika'
  | 'kórház'
  | 'labor'
  | 'nagykereskedő'
  | 'otthonápolás'
  | 'szakrendelő'
  | 'szanatórium';
