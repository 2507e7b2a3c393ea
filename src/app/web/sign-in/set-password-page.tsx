import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EntryFrame } from '#app/web/sign-in/entry-frame.tsx';
import { SetPasswordForm } from '#slices/team/web/set-password-form.tsx';

/** Where a link by mail leads: its word stands behind the #, which no server sees. */
export function SetPasswordPage(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token] = useState(() => location.hash.slice(1));
  return (
    <EntryFrame title={t('entry.password')}>
      <SetPasswordForm
        token={token}
        onDone={() => {
          client.clear();
          // The first page sends back whoever still has a second step before her.
          void navigate({ to: '/', replace: true });
        }}
        onBack={() => void navigate({ to: '/sign-in', replace: true })}
      />
    </EntryFrame>
  );
}
