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
  // The form is made around an empty file: form-data would copy the whole file several times.
  const form = new Form();
  const about = { filename: fileName, contentType: 'application/octet-stream' };
  form.append(field, Buffer.alloc(0), about);
  const around = form.getBuffer();
  const end = Buffer.from(`\r\n--${form.getBoundary()}--\r\n`);
  const beginning = around.subarray(0, around.length - end.length);
  let handed = false;

  function* pieces(): Generator<Uint8Array> {
    yield beginning;
    for (let sent = 0; sent < content.length;) {
      const piece = content.subarray(sent, sent + pieceSize);
      sent += piece.length;
      yield piece;
      // Asked for the next piece: this one is with the connection now.
      onProgress(sent);
    }
    handed = true;
    yield end;
  }

  return {
    stream: Readable.from(pieces(), { objectMode: false, highWaterMark: 1 }),
    headers: {
      ...form.getHeaders(),
      'content-length': String(around.length + content.length),
    },
    complete: () => handed,
  };
}
