type Density = 'compact' | 'comfortable';

/** Sets how much room rows have, and remembers it for the next start of the page (before-paint.js). */
export function showDensity(density: Density): void {
  localStorage.setItem('kulcs.density', density);
  if (density === 'comfortable') document.documentElement.dataset['density'] = density;
  else delete document.documentElement.dataset['density'];
}
