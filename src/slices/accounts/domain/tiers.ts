/** Where an account can stand by decision, in the order of lists. Who decides it is the portfolio's matter. */
export const tiers = ['key', 'nominated', 'watch', 'retired', 'declined', 'none'] as const;
export type Tier = (typeof tiers)[number];
