import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#platform/web/ui/dialog.module.css';
import { usePhone } from '#platform/web/viewport.ts';

export interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The dialog itself, loaded when the first one opens. */
export function DialogSheet({ title, opened, onClose, children }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const isPhone = usePhone();
  // The library notes what had the focus when `opened` changes, not when it begins as true.
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <Modal.Root
      opened={opened && isReady}
      onClose={onClose}
      size="30rem"
      centered={!isPhone}
      yOffset={isPhone ? 'auto' : '5dvh'}
      classNames={{ inner: classes.inner ?? '', content: classes.content ?? '' }}
    >
      <Modal.Overlay className={classes.overlay} />
      <Modal.Content>
        {/* The library's own header would be a second banner of the page. */}
        <div className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('dialog.close')} />
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
