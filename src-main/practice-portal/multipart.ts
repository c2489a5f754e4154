import type { IncomingMessage } from 'node:http';
import { pause } from './pause';

/** What came in over an upload. */
export type Upload =
  /** The first file of the field; `text` is `null` when it is larger than any license. */
  | { readonly kind: 'file'; readonly text: string | null }
  | { readonly kind: 'noForm' }
  | { readonly kind: 'noFile' }
  /** The form ends in the middle. */
  | { readonly kind: 'cut' }
  /** The sender left before everything had arrived. */
  | { readonly kind: 'gone' };

const largestFile = 4 * 1024 * 1024;
const largestHeader = 16 * 1024;

/** Slows the reading of an upload down. */
export interface Pace {
  readonly bytesPerSecond: number;
  readonly stopped: AbortSignal;
}

/**
 * Reads a multipart form and keeps the first file of `field` (any case). What cannot matter any
 * more is read off the socket without being looked at. At a slow pace an upload whose sender left
 * has not arrived, although the network's buffers may hold all of it.
 */
export async function readUpload(
  incoming: IncomingMessage,
  field: string,
  pace: Pace | null,
): Promise<Upload> {
  const type = incoming.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const scanner = boundary === null ? null : createScanner(boundary[1] ?? boundary[2] ?? '', field);
  const left = new AbortController();
  const leave = (): void => left.abort();
  incoming.socket.once('close', leave);
  const over = pace === null ? left.signal : AbortSignal.any([pace.stopped, left.signal]);
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      scanner?.push(chunk);
      if (pace !== null) await pause((chunk.length / pace.bytesPerSecond) * 1000, over);
    }
  } catch {
    return { kind: 'gone' };
  } finally {
    // The connection outlives the upload.
    incoming.socket.off('close', leave);
  }
  return scanner === null ? { kind: 'noForm' } : scanner.result();
}

interface Scanner {
  push(chunk: Buffer): void;
  result(): Upload;
}

type Phase = 'body' | 'delimiter' | 'headers' | 'done';

function createScanner(boundary: string, field: string): Scanner {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter stands at the very start, without the line break before it.
  let rest: Buffer = Buffer.from('\r\n');
  let phase: Phase = 'body';
  /** The bytes of the file, while inside it. */
  let file: Buffer[] | null = null;
  let size = 0;
  let result: Upload = { kind: 'cut' };

  const finish = (upload: Upload): Phase => {
    result = upload;
    file = null;
    return 'done';
  };

  /** Goes through what has come in; gives `null` when more bytes are needed. */
  const inBody = (): Phase | null => {
    const at = rest.indexOf(delimiter);
    const end = at === -1 ? Math.max(0, rest.length - delimiter.length + 1) : at;
    const bytes = rest.subarray(0, end);
    rest = rest.subarray(at === -1 ? end : at + delimiter.length);
    if (file !== null) {
      file.push(bytes);
      size += bytes.length;
      if (size > largestFile) return finish({ kind: 'file', text: null });
      if (at !== -1) {
        return finish({ kind: 'file', text: new TextDecoder().decode(Buffer.concat(file)) });
      }
    }
    return at === -1 ? null : 'delimiter';
  };

  const afterDelimiter = (): Phase | null => {
    if (rest.length < 2) return null;
    return rest.toString('latin1', 0, 2) === '--' ? finish({ kind: 'noFile' }) : 'headers';
  };

  const inHeaders = (): Phase | null => {
    const at = rest.indexOf('\r\n\r\n');
    if (at === -1) return rest.length > largestHeader ? finish({ kind: 'cut' }) : null;
    file = isFileOf(field, rest.toString('utf8', 0, at)) ? [] : null;
    rest = rest.subarray(at + 4);
    return 'body';
  };

  const steps = { body: inBody, delimiter: afterDelimiter, headers: inHeaders };
  return {
    push(chunk) {
      if (phase === 'done') return;
      rest = Buffer.concat([rest, chunk]);
      for (let next: Phase | null = phase; next !== null && next !== 'done';) {
        phase = next;
        next = steps[next]();
        phase = next ?? phase;
      }
    },
    result: () => result,
  };
}

function isFileOf(field: string, headers: string): boolean {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  const name = /;\s*name="?([^";]*)"?/i.exec(disposition)?.[1];
  return name?.toLowerCase() === field && /;\s*filename\*?=/i.test(disposition);
}
