import { useSyncExternalStore } from 'react';
import { widths } from '#platform/web/tokens.ts';

function mediaStore(query: string): { subscribe: (changed: () => void) => () => void; read: () => boolean } {
  const media = matchMedia(query);
  return {
    subscribe: (changed) => {
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    read: () => media.matches,
  };
}

const em = (pixels: number): string => `${pixels / 16}em`;
const phone = mediaStore(`(max-width: ${em(widths.phone - 0.02)})`);
const rail = mediaStore(`(min-width: ${em(widths.phone)}) and (max-width: ${em(widths.rail - 0.02)})`);

/** Whether the page is narrower than 768 px: lists instead of tables, a bar below instead of one at the side. */
export const usePhone = (): boolean => useSyncExternalStore(phone.subscribe, phone.read);

/** Whether the side bar is only a rail of icons. */
export const useRail = (): boolean => useSyncExternalStore(rail.subscribe, rail.read);
