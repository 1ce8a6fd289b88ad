import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const brotliOf = promisify(brotliCompress);
const gzipOf = promisify(gzip);
/** A smaller file fits into one packet as it is. */
const WORTH_BYTES = 1024;

/** Writes each file of the build next to itself in brotli and gzip, as static hosts serve them. */
export function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error("The build has no folder.");
      const packed = Object.values(bundle).map(async (file) => {
        const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
        if (bytes.byteLength < WORTH_BYTES) return;
        const path = join(dir, file.fileName);
        const best = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } };
        await Promise.all([
          writeFile(`${path}.br`, await brotliOf(bytes, best)),
          writeFile(`${path}.gz`, await gzipOf(bytes, { level: 9 })),
        ]);
      });
      await Promise.all(packed);
    },
  };
}
