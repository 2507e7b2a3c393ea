/** What opening the store is doing, for a line in the terminal. */
export type StoreProgress =
  | { readonly step: 'creating' }
  | { readonly step: 'starting' }
  | { readonly step: 'migrating'; readonly name: string; readonly done: number; readonly total: number }
  | { readonly step: 'durability-off'; readonly settings: string };

export type OnProgress = (progress: StoreProgress) => void;
