import { Menu, Popover, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Icon } from '#platform/web/ui/action.tsx';
import classes from '#platform/web/ui/chip.module.css';

/** What opens over the page still belongs to its landmark. */
const insideMain = { target: '#main' } as const;

interface ChipOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** In grey under the label: what choosing it means. */
  readonly hint?: string;
}

interface ChipProps<Value extends string> {
  /** What is chosen about: "Owner". With the chosen option it reads as a sentence: "Owner: my team". */
  readonly label: string;
  readonly icon?: Icon;
  readonly value: Value;
  readonly options: readonly ChipOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** The view differs from the usual one because of this chip. */
  readonly active?: boolean;
}

function ChipFace(props: { label: string; value: string; icon: Icon | undefined }): ReactNode {
  const ChipIcon = props.icon;
  return (
    <>
      {ChipIcon ? <ChipIcon aria-hidden /> : null}
      <span>
        {props.label}: <strong>{props.value}</strong>
      </span>
      <IconChevronDown aria-hidden />
    </>
  );
}

/** A filter of a list as a small button with a menu of its values. */
export function Chip<Value extends string>(props: ChipProps<Value>): ReactNode {
  const { label, icon, value, options, onChange, active } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu position="bottom-start" loop portalProps={insideMain}>
      <Menu.Target>
        <UnstyledButton className={classes.chip} data-active={active || undefined}>
          <ChipFace label={label} value={chosen?.label ?? value} icon={icon} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            className={classes.option}
            value={option.value}
            checked={option.value === value}
            checkIcon={<IconCheck aria-hidden />}
            closeMenuOnClick
            onChange={() => onChange(option.value)}
          >
            {option.label}
            {option.hint === undefined ? null : <span className={classes.hint}>{option.hint}</span>}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChipPanelProps {
  readonly label: string;
  readonly icon?: Icon;
  /** The chosen value in words. */
  readonly value: string;
  readonly active?: boolean;
  readonly opened: boolean;
  readonly onOpen: (opened: boolean) => void;
  /** Fields, when a menu of values is not enough (a period of one's own). */
  readonly children: ReactNode;
}

/** A filter chip that opens a small panel with fields. */
export function ChipPanel(props: ChipPanelProps): ReactNode {
  const { label, icon, value, active, opened, onOpen, children } = props;
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-start" trapFocus returnFocus portalProps={insideMain}>
      <Popover.Target>
        <UnstyledButton className={classes.chip} data-active={active || undefined} onClick={() => onOpen(!opened)}>
          <ChipFace label={label} value={value} icon={icon} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The row in which chips stand over a list; it scrolls by itself on a phone. */
export function ChipRow({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }): ReactNode {
  return (
    <div className={classes.row}>
      <div className={classes.chips}>{children}</div>
      {end === undefined ? null : <div className={classes.end}>{end}</div>}
    </div>
  );
}
