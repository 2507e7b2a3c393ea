import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { companyOf } from '#slices/team/public.ts';

/** The company of this store. @throws ProblemError 409 `no-company` before it is founded */
export async function foundedCompany(tx: Tx): Promise<NonNullable<Awaited<ReturnType<typeof companyOf>>>> {
  const company = await companyOf(tx);
  if (!company) throw new ProblemError(409, 'no-company');
  return company;
}
