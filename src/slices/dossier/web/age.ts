/** Whole months from a day to today; 0 when it is less than one. Days are YYYY-MM-DD. */
export function ageInMonths(day: string, today: string): number {
  const part = (text: string, from: number, to: number): number => Number(text.slice(from, to));
  const months = (part(today, 0, 4) - part(day, 0, 4)) * 12 + part(today, 5, 7) - part(day, 5, 7);
  return Math.max(0, part(today, 8, 10) < part(day, 8, 10) ? months - 1 : months);
}
