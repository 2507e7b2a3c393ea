import { IconDownload } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ApiProblem, api, stepUpCode } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

interface DownloadProps {
  readonly label: string;
  /** Address of the file. */
  readonly href: string;
  readonly kind?: 'secondary' | 'quiet';
  readonly small?: boolean;
}

/** Hands the file to the browser, which keeps it while it comes. */
function fetchFile(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}

/** Fetches a file of everything. The server wants a fresh proof for it, so that is asked for first, where a page can ask. */
export function Download({ href, ...action }: DownloadProps): ReactNode {
  const sentence = useSentence();
  const [isAsking, setAsking] = useState(false);
  const begin = async (): Promise<void> => {
    setAsking(true);
    try {
      await api.get('/api/me/proof');
      fetchFile(href);
    } catch (error) {
      // Whoever did not want to prove it wants no file.
      const isDeclined = error instanceof ApiProblem && error.code === stepUpCode;
      if (!isDeclined) showToast({ message: sentence(error), tone: 'bad' });
    } finally {
      setAsking(false);
    }
  };
  return <Action {...action} icon={IconDownload} busy={isAsking} onClick={() => void begin()} />;
}
