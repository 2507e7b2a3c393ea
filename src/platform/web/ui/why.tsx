import { Popover, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from '#platform/web/ui/why.module.css';

/** What opens over the page still belongs to its landmark. */
const insideMain = { target: '#main' } as const;

interface WhyProps {
  /** The question, as a person would ask it: "Why 72?" */
  readonly label: string;
  /** Inputs, rule and date. */
  readonly children: ReactNode;
}

/** A figure's explanation, one click away. */
export function Why({ label, children }: WhyProps): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      trapFocus
      returnFocus
      width={320}
      portalProps={insideMain}
    >
      <Popover.Target>
        <UnstyledButton className={classes.question} onClick={() => setOpened((was) => !was)}>
          {label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.answer} aria-label={label} tabIndex={-1} data-autofocus>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
