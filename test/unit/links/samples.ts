import type { RoomType, Section } from '../../../src-main/contract/entries';
import type { ExternalLink, PortalEntry } from '../../../src-main/docspace/portal-entry';
import type { Ground } from '../../../src-main/links/ground';

/** A document of My documents, with whatever else a test is about. */
export const entry = (more: Partial<PortalEntry> = {}): PortalEntry => ({
  ref: { kind: 'file', id: '1' },
  title: 'Report.docx',
  section: 'my',
  roomType: null,
  parentId: '10',
  extension: '.docx',
  connected: false,
  shared: false,
  sharedExternal: null,
  canShare: true,
  rights: {
    additional: ['editing', 'review', 'comment', 'read'],
    primary: ['editing', 'review', 'comment', 'read'],
  },
  limits: { additional: 6, primary: 6 },
  createdBy: null,
  ...more,
});

/** What decides on its links, of a portal where everything is allowed. */
export const ground = (
  more: Partial<Omit<Ground, 'entry'>> & { readonly entry?: Partial<PortalEntry> } = {},
): Ground => ({
  roomType: null,
  own: null,
  restricted: false,
  internalByDefault: false,
  old: false,
  ...more,
  entry: entry(more.entry),
});

/** The ground of something in a room, or of a room. */
export const inRoom = (
  roomType: RoomType,
  more: Parameters<typeof ground>[0] = {},
  section: Section = 'rooms',
): Ground => ground({ roomType, ...more, entry: { section, ...more.entry } });

export const link = (more: Partial<ExternalLink> = {}): ExternalLink => ({
  id: '10000000-0000-4000-8000-000000000001',
  title: 'Partners',
  access: 'read',
  expiresAt: null,
  expired: false,
  internal: false,
  denyDownload: false,
  password: null,
  url: 'https://docs.example.com/s/5XzpDt6wZRdsTrJ',
  shareKey: 'key',
  primary: false,
  canEdit: { access: true, internal: true, denyDownload: true, expiresAt: true },
  canRevoke: false,
  ...more,
});
