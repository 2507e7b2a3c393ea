interface RecentAccount {
  readonly id: number;
  readonly name: string;
  readonly town: string | null;
}

const kept = 8;
const keyOf = (personId: number): string => `kulcs.recent.${personId}`;

const isRecent = (value: unknown): value is RecentAccount =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value && typeof value.name === 'string';

/** The accounts that this person opened last on this device, latest first. */
export function recentAccounts(personId: number): readonly RecentAccount[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? '[]');
    return Array.isArray(value) ? value.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** Puts an account at the top of that list. */
export function rememberAccount(personId: number, account: RecentAccount): void {
  const others = recentAccounts(personId).filter(({ id }) => id !== account.id);
  const { id, name, town } = account;
  localStorage.setItem(keyOf(personId), JSON.stringify([{ id, name, town }, ...others].slice(0, kept)));
}

/** On signing out nothing of the business stays on the device. */
export const forgetAccounts = (personId: number): void => localStorage.removeItem(keyOf(personId));
