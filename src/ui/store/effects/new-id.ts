/** An id that no other will have; `crypto.randomUUID` is absent where a page is not served over TLS. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
