import type { ChangeFilter, ChangeRow } from '../../../src-main/contract/changes';
import { bridge } from '../../state/bridge';
import { PagedList } from '../../state/paged-list.svelte';

/** The changes that a filter lets through, read as they come into view. */
export const changeList = (filter: ChangeFilter): PagedList<ChangeRow, ChangeFilter> =>
  new PagedList(filter, {
    topic: 'changes',
    concerns: () => true,
    keyOf: ({ id }) => id,
    ask: (wanted, offset, limit) => bridge.changes.list({ filter: wanted, offset, limit }),
  });
