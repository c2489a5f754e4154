import { Readable } from 'node:stream';

/** A file to be sent as one part of a form. */
export interface FormFile {
  /** Name of the form field. */
  readonly field: string;
  /** The base name only is sent. */
  readonly fileName: string;
  readonly content: Uint8Array;
}

export interface FormBody {
  readonly stream: Readable;
  /** Content type with boundary, and exact length. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the last byte was handed over to be sent. */
  complete(): boolean;
}

/** Small enough for a progress that moves, large enough to be fast. */
const pieceSize = 512 * 1024;

/**
 * Prepares a `multipart/form-data` body of one file that is handed over only as fast as it leaves.
 * @param onProgress told the bytes of the file that left so far, never too many.
 */
export async function formBody(
  { field, fileName, content }: FormFile,
  onProgress: (sent: number) => void,
): Promise<FormBody> {
  const { default: Form } = await import('form-data');
  const form = new Form();
  const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  form.append(field, file, { filename: fileName, contentType: 'application/octet-stream' });
  const body = form.getBuffer();
  const around = body.length - file.length;
  let handed = 0;

  function* pieces(): Generator<Buffer> {
    while (handed < body.length) {
      const piece = body.subarray(handed, handed + pieceSize);
      handed += piece.length;
      yield piece;
      // Asked for the next piece: this one is with the connection now.
      onProgress(Math.max(0, handed - around));
    }
  }

  return {
    stream: Readable.from(pieces(), { objectMode: false, highWaterMark: 1 }),
    headers: { ...form.getHeaders(), 'content-length': String(body.length) },
    complete: () => handed === body.length,
  };
}
