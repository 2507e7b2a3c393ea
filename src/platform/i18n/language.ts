/** Languages of the product. */
export const languages = ['en', 'hu'] as const;
export type Language = (typeof languages)[number];

/** The best of our languages for an Accept-Language header; English when none fits. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((language): language is Language => language === 'en' || language === 'hu') ?? 'en';
}
