/** The supplier whose system this is. `isDemo` is what the product shows, so that nobody takes the figures for real ones. */
export const demoCompany = {
  name: 'Hársliget Gyógyászati Zrt.',
  currency: 'HUF',
  timeZone: 'Europe/Budapest',
  country: 'Magyarország',
  domain: 'harsliget.example',
  isDemo: true,
} as const;

/** Name of the source that the sales lines come from, as an import remembers it. */
export const demoSource = 'Hársliget ERP';

/** With this seed the demo is the one that the README and the pictures show. */
export const demoSeed = 'harsliget';
