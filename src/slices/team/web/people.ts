import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { PeopleReply } from '#slices/team/contract.ts';
import { api } from '#platform/web/api.ts';

/** Everyone who works here. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => api.get<z.infer<typeof PeopleReply>>('/api/people', { signal }),
});
