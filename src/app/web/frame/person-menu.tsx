import { Menu, UnstyledButton } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/frame/frame.module.css';
import { signOut } from '#app/web/sign-in/sign-out.ts';
import { initialsOf } from '#platform/web/initials.ts';
import type { Me } from '#slices/team/contract.ts';

/** Who is signed in, and the way out. */
export function PersonMenu({ me, isRail }: { readonly me: Me; readonly isRail: boolean }): ReactNode {
  const { t } = useTranslation();
  const { person } = me;
  return (
    <Menu position="top-start" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <span className={classes.avatar} aria-hidden>
            {initialsOf(person.name)}
          </span>
          <span className={isRail ? 'k-unseen' : classes.personName}>{person.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Label className={classes.menuLabel}>
          <span className="k-strong">{person.name}</span>
          <span>{person.email}</span>
          <span>{t(`role.${person.role}`)}</span>
        </Menu.Label>
        <Menu.Item
          className={classes.menuItem}
          leftSection={<IconLogout aria-hidden />}
          onClick={() => void signOut(person.id)}
        >
          {t('command.sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
