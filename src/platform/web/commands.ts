import type { ComponentType } from 'react';
import { useEffect, useSyncExternalStore } from 'react';
import { follow, nameOf } from '#platform/web/keys.ts';

/** Something a person can do from the command menu, by keys, or both. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** `mod+k`, or a sequence such as `g k`. */
  readonly keys?: string;
  readonly icon?: ComponentType;
  /** Under which heading the menu shows it: what can be done with this page, pages, everything else. */
  readonly group: 'here' | 'pages' | 'everywhere';
  /** Only a key, with no line in the menu. */
  readonly onlyKeys?: boolean;
  /** The keys work while a person types in a field, too. */
  readonly inFields?: boolean;
  /** Why it cannot be done now; shown, and then it does nothing. */
  readonly reason?: string;
  readonly run: () => void;
}

const registrations = new Set<{ commands: readonly Command[] }>();
const listeners = new Set<() => void>();
let everything: readonly Command[] = [];

function refresh(): void {
  everything = [...registrations].flatMap((registration) => registration.commands);
  for (const listener of listeners) listener();
}

/** Offers commands as long as the component stands on the page. Give a stable array (useMemo). */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const registration = { commands };
    registrations.add(registration);
    refresh();
    return () => {
      registrations.delete(registration);
      refresh();
    };
  }, [commands]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** All commands that are offered now. */
export const useOfferedCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => everything);

const singleKeysOff = 'kulcs.single-keys-off';

/** Whether shortcuts without Ctrl work on this device; people who dictate switch them off (WCAG 2.1.4). */
export const areSingleKeysOn = (): boolean => localStorage.getItem(singleKeysOff) === null;

export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(singleKeysOff);
  else localStorage.setItem(singleKeysOff, 'true');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

const isDialogOpen = (): boolean => document.querySelector('[aria-modal="true"]') !== null;

/** How long a begun sequence waits for its next key. */
const sequencePatience = 1500;

/** Listens for the keys of all offered commands. Called once, by the frame. */
export function listenForKeys(): () => void {
  let pending: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
    const stroke = nameOf(event);
    if (!stroke.startsWith('mod+') && !areSingleKeysOn()) return;
    const isBusy = isTyping(event.target) || isDialogOpen();
    const inForce = everything.filter((command) => command.keys !== undefined && (command.inFields || !isBusy));
    const step = follow(
      pending,
      stroke,
      inForce.map((command) => command.keys ?? ''),
    );
    pending = step.pending;
    clearTimeout(timer);
    if (pending.length > 0) timer = setTimeout(() => (pending = []), sequencePatience);
    if (step.complete !== null || pending.length > 0) event.preventDefault();
    // The latest registration wins: a page may give a key of the frame another meaning.
    const command = inForce.findLast((offered) => offered.keys === step.complete);
    if (command && command.reason === undefined) command.run();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

const menuListeners = new Set<(opening: 'menu' | 'keys') => void>();

/** Opens the command menu, or the list of all keys. */
export function openCommandMenu(opening: 'menu' | 'keys' = 'menu'): void {
  for (const listener of menuListeners) listener(opening);
}

/** For the command menu: hears when it shall open. */
export function onCommandMenu(listener: (opening: 'menu' | 'keys') => void): () => void {
  menuListeners.add(listener);
  return () => menuListeners.delete(listener);
}
