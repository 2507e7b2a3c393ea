import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#slices/team/contract.ts';
import { languageOptions } from '#slices/team/web/languages.ts';
import { useChangeSettings } from '#slices/team/web/me.ts';
import classes from '#slices/team/web/team.module.css';
import { areSingleKeysOn, switchSingleKeys } from '#platform/web/commands.ts';
import { Segments } from '#platform/web/ui/field.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

type Settings = Me['settings'];

/** Language, scheme and density, which follow the person, and single keys, which belong to the device. */
export function PreferencesPanel({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const sentence = useSentence();
  const changeSettings = useChangeSettings();
  const [singleKeys, setSingleKeys] = useState(areSingleKeysOn);
  const { settings } = me;
  const change = (wanted: Partial<Settings>): void => {
    const before = settings;
    changeSettings(wanted)
      .then(() => showToast({ message: t('settings.saved'), undo: () => void changeSettings(before) }))
      .catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
  };
  return (
    <Section title={t('settings.mine')}>
      <div className={classes.fields}>
        <Segments
          label={t('settings.language')}
          value={settings.language}
          options={languageOptions}
          onChange={(language) => change({ language })}
        />
        <Segments
          label={t('settings.scheme')}
          value={settings.scheme}
          options={[
            { value: 'auto', label: t('settings.scheme-auto') },
            { value: 'light', label: t('settings.scheme-light') },
            { value: 'dark', label: t('settings.scheme-dark') },
          ]}
          onChange={(scheme) => change({ scheme })}
        />
        <Segments
          label={t('settings.density')}
          value={settings.density}
          options={[
            { value: 'compact', label: t('settings.density-compact') },
            { value: 'comfortable', label: t('settings.density-comfortable') },
          ]}
          onChange={(density) => change({ density })}
        />
        <Segments
          label={t('settings.single-keys')}
          hint={t('settings.single-keys-hint')}
          value={singleKeys ? 'on' : 'off'}
          options={[
            { value: 'on', label: t('settings.on') },
            { value: 'off', label: t('settings.off') },
          ]}
          onChange={(value) => {
            switchSingleKeys(value === 'on');
            setSingleKeys(value === 'on');
          }}
        />
      </div>
    </Section>
  );
}
