import { concatBytes } from "./join-bytes.ts";

/** A stream's bytes, looked at before they are taken. Chunks are asked for only when their bytes are wanted. */
export class PulledBytes {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private bytes: Uint8Array = new Uint8Array();
  private taken = 0;
  private hasEnded = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes that were taken since the beginning. */
  get position(): number {
    return this.taken;
  }

  /** The bytes that are here; valid until more are wanted. */
  get held(): Uint8Array {
    return this.bytes;
  }

  /** Whether {@link held} has the last bytes. */
  get isEnd(): boolean {
    return this.hasEnded;
  }

  /** Holds at least `count` bytes, fewer only at the stream's end. Resolves to whether there are as many. */
  async want(count: number): Promise<boolean> {
    while (this.bytes.length < count && !this.hasEnded) {
      // A chunk's bytes are its source's again once the next is asked for.
      const rest = this.bytes.slice();
      const next = await this.chunks.next();
      if (next.done === true) this.hasEnded = true;
      this.bytes = next.done === true ? rest : concatBytes(rest.length === 0 ? [next.value] : [rest, next.value]);
    }
    return this.bytes.length >= count;
  }

  /** Takes `count` of the bytes that are held. */
  take(count: number): Uint8Array {
    const taken = this.bytes.subarray(0, count);
    this.bytes = this.bytes.subarray(count);
    this.taken += count;
    return taken;
  }

  /** Says that no more is wanted. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }
}
