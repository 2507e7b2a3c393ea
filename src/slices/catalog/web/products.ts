import { useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiProblem } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { Product, ProductKind, ProductsReply } from '#slices/catalog/contract.ts';
import type { ProductsSearch } from '#slices/catalog/web/products-search.ts';

type Pages = InfiniteData<ProductsReply, string | undefined>;

const listKey = ['products', 'list'];

/** The products of a filter, page after page as they are scrolled. */
export function useProducts({ search, kind }: ProductsSearch) {
  const query = useInfiniteQuery({
    queryKey: [...listKey, search ?? '', kind ?? ''],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<ProductsReply>('/api/products', { query: { search, kind, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const { data } = query;
  const products = useMemo(() => data?.pages.flatMap((page) => page.products) ?? [], [data]);
  return { ...query, products, mayEdit: data?.pages[0]?.abilities.edit ?? null };
}

/** The same pages with one product changed. It stays where it is, even when the filter would leave it out now. */
export function withProduct(data: Pages | undefined, id: number, change: Partial<Product>): Pages | undefined {
  if (data === undefined) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      products: page.products.map((product) => (product.id === id ? { ...product, ...change } : product)),
    })),
  };
}

/** Changes what kind of thing a product is: shown at once, taken back when the server refuses, undone by the toast. */
export function useSetKind() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const show = (id: number, change: Partial<Product>): void => {
    client.setQueriesData<Pages>({ queryKey: listKey }, (data) => withProduct(data, id, change));
  };
  const set = async (product: Product, kind: ProductKind): Promise<Product> => {
    show(product.id, { kind, kindIsSet: true });
    try {
      const path = `/api/product-codes/${encodeURIComponent(product.code)}/kind`;
      const changed = await api.put<Product>(path, { kind }, { version: product.version });
      show(product.id, changed);
      return changed;
    } catch (error) {
      show(product.id, { kind: product.kind, kindIsSet: product.kindIsSet });
      // Somebody else was here meanwhile: what she made of it is shown, and the next choice is made upon it.
      if (error instanceof ApiProblem && error.status === 412) await client.invalidateQueries({ queryKey: listKey });
      throw error;
    } finally {
      // Rankings of goods only, and the kinds shown beside an account's products.
      void client.invalidateQueries({ queryKey: ['portfolio'] });
      void client.invalidateQueries({ queryKey: ['account-sales'] });
    }
  };
  const tell = (error: unknown): void => showToast({ message: sentence(error), tone: 'bad' });
  return useMutation({
    mutationFn: ({ product, kind }: { readonly product: Product; readonly kind: ProductKind }) => set(product, kind),
    onSuccess: (changed, { product, kind }) =>
      showToast({
        message: t('products.changed', { product: product.name ?? product.code, kind: t(`products.kind-${kind}`) }),
        undo: () => {
          set(changed, product.kind).catch(tell);
        },
      }),
    onError: tell,
  });
}
