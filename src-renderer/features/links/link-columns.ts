import { m } from '$words';
import type { TableColumn } from '../../ui/Table.svelte';

export type LinkColumn =
  'title' | 'access' | 'who' | 'expires' | 'password' | 'download' | 'state' | 'actions';

/** Pixels from which on columns stand by themselves; below, they are second lines of others. */
const roomForAccess = 700;
const roomForAll = 1000;

/** The columns for a table of this width. `0`: not measured yet. */
export function linkColumns(width: number): readonly TableColumn<LinkColumn>[] {
  const all = width === 0 || width >= roomForAll;
  const every: (TableColumn<LinkColumn> & { readonly shown?: boolean })[] = [
    { id: 'title', label: m.links_title() },
    {
      id: 'access',
      label: m.links_access(),
      width: all ? '104px' : '146px',
      shown: all || width >= roomForAccess,
    },
    { id: 'who', label: m.links_who(), width: '168px', shown: all },
    { id: 'expires', label: m.links_expires(), width: '114px' },
    { id: 'password', label: m.links_password(), width: '116px' },
    { id: 'download', label: m.links_download(), width: '104px', shown: all },
    { id: 'state', label: m.links_state(), width: '126px' },
    { id: 'actions', label: m.links_actions(), width: '112px', hideLabel: true },
  ];
  return every.filter(({ shown = true }) => shown);
}

/** Whether a column is left out, so that what it tells stands as the second line of another. */
export const isMerged = (columns: readonly TableColumn<LinkColumn>[], id: LinkColumn): boolean =>
  !columns.some((column) => column.id === id);
