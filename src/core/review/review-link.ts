import { must } from "../defined.ts";
import { SignetError } from "../errors.ts";
import type { Review } from "./review.ts";
import { reviewFromJson, reviewToJson } from "./review-format.ts";
import { REVIEW_FRAGMENT } from "./review-text.ts";

/** A link that unpacks to more than this is not one of ours: ten thousand columns take a tenth of it. */
const MOST_BYTES = 32 << 20;
const MOST_CHARACTERS = 8 << 20;

const damaged = () =>
  new SignetError("InvalidModel", "The link is damaged: what follows #review= cannot be unpacked.", {
    remedy: "Copy the whole link again; mail and chat programs may have cut it.",
  });

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  // A function takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192) binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(packed: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw damaged();
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > MOST_BYTES) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw damaged();
  }
  await reader.cancel();
  throw new SignetError("InvalidModel", "The link unpacks to more than any signature needs, so it is not opened.", {
    remedy: "Ask for review.signet.json instead.",
  });
}

/** The fragment that carries a review: its JSON, deflated, in base64url. Five hundred columns take some five kilobytes. */
export async function reviewToFragment(review: Review): Promise<string> {
  const packer = new CompressionStream("deflate-raw");
  const packed = new Response(packer.readable).arrayBuffer();
  const writer = packer.writable.getWriter();
  await writer.write(new TextEncoder().encode(reviewToJson(review)));
  await writer.close();
  return `${REVIEW_FRAGMENT}${toBase64Url(new Uint8Array(await packed))}`;
}

/**
 * The review in an address, a fragment, or a `review.signet.json`, whoever wrote it.
 * Rejects with `InvalidModel` where it is damaged, too large, or no review.
 */
export async function reviewFromText(source: string): Promise<Review> {
  const at = /^\s*\{/.test(source) ? -1 : source.indexOf(REVIEW_FRAGMENT);
  if (at === -1) return reviewFromJson(source);
  const packed = must(/^[\w-]*/.exec(source.slice(at + REVIEW_FRAGMENT.length))?.[0]);
  if (packed.length > MOST_CHARACTERS) throw damaged();
  return reviewFromJson(await unpacked(fromBase64Url(packed)));
}
