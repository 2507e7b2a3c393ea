import { Link } from '@tanstack/react-router';
import { createContext, useContext, type ReactNode } from 'react';

/** Inside a table the arrows move, so what can be pressed in a row is no tab stop of its own. */
export const TableStop = createContext<{ readonly tabIndex?: -1 }>({});

interface AccountLinkProps {
  readonly id: number;
  readonly name: string;
  /** Town, country or members, in grey behind the name. */
  readonly beside?: ReactNode;
}

/** An account by its name, leading to its own page. */
export function AccountLink({ id, name, beside }: AccountLinkProps): ReactNode {
  const stop = useContext(TableStop);
  return (
    <>
      <Link to="/accounts/$accountId" params={{ accountId: String(id) }} {...stop}>
        {name}
      </Link>
      {beside === undefined || beside === null ? null : <span className="k-small k-ink3"> {beside}</span>}
    </>
  );
}
