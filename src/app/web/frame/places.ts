import { IconAt, IconBuilding, IconPackage, IconStar, IconUpload, IconUsers } from '@tabler/icons-react';
import type { Me } from '#slices/team/contract.ts';
import type { Icon } from '#platform/web/ui/action.tsx';

type PlaceId = 'key-accounts' | 'accounts' | 'mentions' | 'people' | 'import' | 'products';

interface Place {
  readonly id: PlaceId;
  readonly to: '/key-accounts' | '/accounts' | '/mentions' | '/people' | '/import' | '/products';
  readonly icon: Icon;
  readonly keys: string;
  readonly ability: Me['abilities'][number] | null;
  readonly group: 'main' | 'data';
  /** Business: an administrator sees that it is there and why it is closed to her. */
  readonly isBusiness: boolean;
}

/** The pages of the side bar in their fixed order (design, section 5). A page appears here when it is built. */
const places: readonly Place[] = [
  {
    id: 'key-accounts',
    to: '/key-accounts',
    icon: IconStar,
    keys: 'g k',
    ability: 'portfolio.read',
    group: 'main',
    isBusiness: true,
  },
  {
    id: 'accounts',
    to: '/accounts',
    icon: IconBuilding,
    keys: 'g a',
    ability: 'accounts.read',
    group: 'main',
    isBusiness: true,
  },
  { id: 'people', to: '/people', icon: IconUsers, keys: 'g p', ability: null, group: 'main', isBusiness: false },
  {
    id: 'mentions',
    to: '/mentions',
    icon: IconAt,
    keys: 'g m',
    ability: 'dossier.read',
    group: 'main',
    isBusiness: true,
  },
  {
    id: 'import',
    to: '/import',
    icon: IconUpload,
    keys: 'g i',
    ability: 'sales.import',
    group: 'data',
    isBusiness: false,
  },
  {
    id: 'products',
    to: '/products',
    icon: IconPackage,
    keys: 'g d',
    ability: 'catalog.read',
    group: 'data',
    isBusiness: true,
  },
];

export interface ReachablePlace extends Place {
  readonly isLocked: boolean;
}

/**
 * The places that a person sees: what is not hers is left out, but an administrator, who keeps the house without
 * reading the business, sees its pages locked.
 */
export function placesOf(me: Pick<Me, 'abilities' | 'person'>): readonly ReachablePlace[] {
  return places.flatMap<ReachablePlace>((place) => {
    const isOpen = place.ability === null || me.abilities.includes(place.ability);
    if (isOpen) return [{ ...place, isLocked: false }];
    return me.person.role === 'admin' && place.isBusiness ? [{ ...place, isLocked: true }] : [];
  });
}
