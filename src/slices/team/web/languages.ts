/** Each language in its own words, for those who cannot read the page's. */
export const languageOptions = [
  { value: 'en', label: 'English' },
  { value: 'hu', label: 'Magyar' },
] as const;
