import { randomUUID } from 'node:crypto';
import type { Edition } from '../../src-main/contract/portals';
import type { SharingSettings } from '../../src-main/contract/sharing';
import type { LicenseReading } from '../../src-main/license/license-reading';
import type { FactsReading } from '../../src-main/portals/read-facts';
import type { PortalRecord } from '../../src-main/portals/record';

const dayMs = 24 * 60 * 60_000;
const editions: readonly Edition[] = ['enterprise', 'developer', 'community', 'saas'];
const tags = ['production', 'test', 'customer', 'internal'];

/** Where a portal stands that the app is to know. */
export interface PortalPlace {
  readonly name: string;
  readonly address: string;
  readonly apiKey: string;
}

/** A saved portal and what was read of it. */
export interface SamplePortal {
  readonly record: PortalRecord;
  readonly facts: FactsReading;
  readonly license: LicenseReading;
  readonly sharing: SharingSettings;
}

/** A portal as a person saved it and the app read it; the same for the same index, but for its id. */
export function samplePortal({ name, address }: PortalPlace, index: number): SamplePortal {
  const edition = editions[index % editions.length] ?? 'unknown';
  const paid = edition === 'enterprise' || edition === 'developer';
  const customerId = paid ? `customer-${index % 50}` : null;
  const version = index % 3 === 0 ? '3.6.1' : '3.7.2';
  const dueDate = paid ? new Date(Date.now() + (30 + index) * dayMs).toISOString() : null;
  return {
    record: {
      id: randomUUID(),
      name,
      address,
      tags: tags.filter((_, place) => (index >> place) % 2 === 1),
      practicePort: null,
      keyPlace: 'keychain',
      connection: {
        proxy: { mode: 'none' },
        certificateAuthority: null,
        clientCertificate: null,
        trustedFingerprint: null,
        allowPlainHttp: address.startsWith('http:'),
      },
      seen: { title: name, version, edition, customerId },
    },
    facts: {
      facts: {
        title: name,
        version,
        docsVersion: '9.1.0',
        edition,
        timeZone: 'UTC',
        culture: 'en-US',
        account: { displayName: `Owner of ${name}`, email: ownerOf(address), role: 'owner' },
        key: { name: 'Gatehouse', scopes: ['*:write'], expires: null },
        certificate: null,
      },
      customerId,
    },
    license: {
      state: {
        edition,
        standing: edition === 'saas' ? 'unknown' : 'paid',
        dueDate,
        graceUntil: null,
        customerId,
        licenseDate: dueDate,
        fileMissing: false,
        tariff: paid ? 'Business' : null,
      },
      takesFiles:
        edition === 'saas' || edition === 'community'
          ? { yes: false, reason: edition }
          : { yes: true },
    },
    sharing: { externalShare: true, externalShareSocialMedia: index % 2 === 0 },
  };
}

/** The account of a portal's key: a fact that nothing but a reading of the portal tells. */
export const ownerOf = (address: string): string => `owner@${new URL(address).host}`;
