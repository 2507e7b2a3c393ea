import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyMark } from '#app/web/key-mark.tsx';
import classes from '#app/web/sign-in/sign-in-page.module.css';
import { changeLanguage } from '#platform/i18n/browser.ts';
import { languages } from '#platform/i18n/language.ts';

/** Each language in its own words, for those who cannot read the page's. */
const languageNames = { en: 'English', hu: 'Magyar' } as const;

function LanguageSwitch(): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('sign-in.language')} className={classes.languages}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}

/** The frame of the pages on the way in: the mark, a title, one column, the languages. */
export function EntryFrame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  useEffect(() => {
    document.title = `${title} · Kulcs`;
  }, [title]);
  return (
    <main id="main" className={classes.page}>
      <div className={classes.column}>
        <div className={classes.brand} aria-hidden>
          <KeyMark />
          Kulcs
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
        <LanguageSwitch />
      </div>
    </main>
  );
}
