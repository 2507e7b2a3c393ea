import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#platform/lists/contract.ts';
import { useViewChanges } from '#platform/web/lists/saved-views.ts';
import classes from '#platform/web/lists/view-tabs.module.css';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';

interface ViewTabsProps {
  readonly list: string;
  readonly views: readonly SavedView[];
  /** The view that is open; null for the usual one. */
  readonly openId: number | null;
  /** What the address says now, without the number of the view. */
  readonly query: string;
  readonly onOpen: (view: SavedView | null) => void;
}

/**
 * Kept views as tabs over a list: the usual one, then one's own and shared ones. A dot says that what is shown differs from what
 * was kept; then it can be saved, saved under another name, or left.
 */
export function ViewTabs({ list, views, openId, query, onOpen }: ViewTabsProps): ReactNode {
  const { t } = useTranslation();
  const { change, remove, setDefault } = useViewChanges(list);
  const [isNaming, setNaming] = useState(false);
  const open = views.find(({ id }) => id === openId) ?? null;
  const differs = open === null ? query !== '' : open.query !== query;
  return (
    <div className={classes.views}>
      <nav aria-label={t('views.label')} className={classes.tabs}>
        {[null, ...views].map((view) => (
          <button
            key={view?.id ?? 'usual'}
            type="button"
            className={classes.tab}
            aria-current={view?.id === open?.id ? 'true' : undefined}
            onClick={() => onOpen(view)}
          >
            {view === null ? t('views.all') : view.name}
            {view?.isShared && !view.isMine ? <span className="k-small k-ink3"> {t('views.shared')}</span> : null}
            {view !== null && view.id === open?.id && differs ? (
              <span className={classes.dot} role="img" aria-label={t('views.differs')} />
            ) : null}
          </button>
        ))}
      </nav>
      {differs && open?.isMine ? (
        <Action small label={t('views.save')} onClick={() => change.mutate({ view: open, to: { query } })} />
      ) : null}
      {differs ? <Action small kind="quiet" label={t('views.save-as')} onClick={() => setNaming(true)} /> : null}
      {open === null ? null : (
        <Menu position="bottom-end" portalProps={{ target: '#main' }}>
          <Menu.Target>
            <UnstyledButton className={classes.more} aria-label={t('views.more', { name: open.name })}>
              <IconDots aria-hidden />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDefault.mutate(open.isDefault ? null : open.id)}>
              {open.isDefault ? t('views.not-first') : t('views.first')}
            </Menu.Item>
            {open.isMine ? (
              <>
                <Menu.Item onClick={() => change.mutate({ view: open, to: { isShared: !open.isShared } })}>
                  {open.isShared ? t('views.unshare') : t('views.share')}
                </Menu.Item>
                <Menu.Item
                  onClick={() => {
                    onOpen(null);
                    remove.mutate(open);
                  }}
                >
                  {t('views.remove')}
                </Menu.Item>
              </>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      )}
      <Dialog title={t('views.save-as')} opened={isNaming} onClose={() => setNaming(false)}>
        <NameForm
          list={list}
          query={query}
          onDone={(view) => {
            setNaming(false);
            if (view) onOpen(view);
          }}
        />
      </Dialog>
    </div>
  );
}

interface NameFormProps {
  readonly list: string;
  readonly query: string;
  readonly onDone: (view: SavedView | null) => void;
}

function NameForm({ list, query, onDone }: NameFormProps): ReactNode {
  const { t } = useTranslation();
  const { save } = useViewChanges(list);
  const [name, setName] = useState('');
  const [sight, setSight] = useState<'mine' | 'shared'>('mine');
  const [isTold, setTold] = useState(false);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (name.trim() === '') return;
        save.mutate({ name: name.trim(), query, isShared: sight === 'shared' }, { onSuccess: onDone });
      }}
    >
      <TextField
        label={t('views.name')}
        value={name}
        onChange={setName}
        maxLength={80}
        error={isTold && name.trim() === '' ? t('views.name-missing') : undefined}
      />
      <ChoiceField
        label={t('views.for-whom')}
        hint={t('views.for-whom-hint')}
        value={sight}
        options={[
          { value: 'mine', label: t('views.for-me') },
          { value: 'shared', label: t('views.for-all') },
        ]}
        onChange={setSight}
      />
      {save.error ? <Problem error={save.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('views.keep')} busy={save.isPending} />
        <Action kind="quiet" label={t('views.cancel')} onClick={() => onDone(null)} />
      </Buttons>
    </form>
  );
}
