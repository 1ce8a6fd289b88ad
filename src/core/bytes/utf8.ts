/** Whether bytes from `start` up to `end` hold one of 0x80 or more, looked at four at a time. */
export function hasHighByte(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  const aligned = Math.min(end, start + (-(bytes.byteOffset + start) & 3));
  for (; at < aligned; at++) if ((bytes[at] as number) > 0x7f) return true;
  const count = (end - at) >> 2;
  if (count > 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, count);
    for (let word = 0; word < count; word++) if (((words[word] as number) & 0x80808080) !== 0) return true;
    at += count * 4;
  }
  for (; at < end; at++) if ((bytes[at] as number) > 0x7f) return true;
  return false;
}

/** The byte as the next of a character: its six bits, or -1 if it is not one or is past the end. */
function continuation(bytes: Uint8Array, at: number, end: number): number {
  const byte = at < end ? (bytes[at] as number) : 0;
  return (byte & 0xc0) === 0x80 ? byte & 0x3f : -1;
}

/** How many bytes the character at `at` takes, 0 where it is not UTF-8. Source: RFC 3629, section 4: no overlong forms, no surrogates. */
function characterBytes(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const second = continuation(bytes, at + 1, end);
  if (first < 0xc2 || first > 0xf4 || second < 0) return 0;
  if (first < 0xe0) return 2;
  if (continuation(bytes, at + 2, end) < 0) return 0;
  if (first < 0xf0) return (first === 0xe0 && second < 0x20) || (first === 0xed && second > 0x1f) ? 0 : 3;
  if (continuation(bytes, at + 3, end) < 0) return 0;
  return (first === 0xf0 && second < 0x10) || (first === 0xf4 && second > 0x0f) ? 0 : 4;
}

/** Whether bytes from `start` up to `end` are UTF-8 as Python and the Encoding standard decode it. */
export function isUtf8(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  for (let at = start; at < end; ) {
    if ((bytes[at] as number) < 0x80) {
      at++;
      continue;
    }
    const length = characterBytes(bytes, at, end);
    if (length === 0) return false;
    at += length;
  }
  return true;
}
