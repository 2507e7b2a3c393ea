/** The place to which a key leads; null when it moves nothing. */
export function placeAfter(key: string, place: number | null, count: number): number | null {
  const clamp = (target: number): number => Math.min(count - 1, Math.max(0, target));
  const current = place ?? -1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return clamp(current + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return clamp(current - 1);
    case 'PageUp':
      return clamp(current + 10);
    case 'PageDown':
      return clamp(current - 10);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
