import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EntryFrame } from '#app/web/sign-in/entry-frame.tsx';
import { FirstRunForm } from '#slices/team/web/first-run-form.tsx';

/** Where an empty store leads every visitor, until its company is founded. */
export function FirstRunPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <EntryFrame title={t('first-run.title')}>
      <FirstRunForm
        onDone={() => {
          client.clear();
          // The server leads away from here now.
          location.assign('/');
        }}
      />
    </EntryFrame>
  );
}
