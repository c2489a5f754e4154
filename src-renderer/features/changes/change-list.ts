import type { ChangeFilter, ChangePage, ChangeRow } from '../../../src-main/contract/changes';
import { bridge } from '../../state/bridge';
import { PagedList } from '../../state/paged-list.svelte';

/** The changes that a filter lets through. */
export const changeList = (filter: ChangeFilter): PagedList<ChangeFilter, ChangeRow, ChangePage> =>
  new PagedList(
    {
      topic: 'changes',
      concerns: () => true,
      pageSize: 200,
      keyOf: ({ id }) => id,
      ask: (wanted, offset, limit) => bridge.changes.list({ filter: wanted, offset, limit }),
    },
    filter,
  );
