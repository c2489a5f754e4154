import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

const editions = ['enterprise', 'developer', 'community', 'saas'];
const tags = ['production', 'test', 'customer', 'internal'];

/**
 * Writes a list of saved portals into a profile, in the format of `src-main/portals/record.ts`.
 * @param {string} profile
 * @param {number} count
 */
export async function savePortals(profile, count) {
  const content = Array.from({ length: count }, (_, index) => portal(index));
  await fs.mkdir(profile, { recursive: true });
  await fs.writeFile(path.join(profile, 'portals.json'), JSON.stringify({ version: 1, content }));
}

/** @param {number} index */
function portal(index) {
  const number = String(index + 1).padStart(3, '0');
  return {
    id: randomUUID(),
    name: `Portal ${number}`,
    address: `https://portal-${number}.example.com`,
    tags: tags.filter((_, place) => (index >> place) % 2 === 1),
    practicePort: null,
    keyPlace: 'keychain',
    connection: {
      proxy: { mode: 'system' },
      certificateAuthority: null,
      clientCertificate: null,
      trustedFingerprint: null,
      allowPlainHttp: false,
    },
    seen: {
      title: `Portal ${number}`,
      version: '3.7.2',
      edition: editions[index % editions.length],
      customerId: null,
    },
  };
}
