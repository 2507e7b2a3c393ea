import { createContext, useContext } from 'react';

/** What every screen may want to know of the person who looks at it. The app fills it from GET /api/me. */
export interface Session {
  readonly person: { readonly id: number; readonly name: string; readonly email: string; readonly role: string };
  readonly company: {
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    readonly isDemo: boolean;
  };
  /** Whose figures she gets; null: none. */
  readonly sight: 'company' | 'line' | 'own' | null;
  /** The company's calendar day, YYYY-MM-DD. */
  readonly today: string;
  /** Whether the server lets her do this; it decides again on every request. */
  readonly can: (ability: string) => boolean;
}

export const SessionContext = createContext<Session | null>(null);

/** The session of the page. Only below the frame, where someone is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of the frame');
  return session;
}
