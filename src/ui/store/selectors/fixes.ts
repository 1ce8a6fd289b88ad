import { applyFix } from "../../../core/problems/apply-fix.ts";
import type { Handing } from "../../../core/python/handing.ts";
import type { Fix } from "../../../core/signers/signer.ts";

/** How a side is handed over once a fix is taken. Reader options are not part of it: they read the file again. */
export function handingWith(handing: Handing, fix: Fix): Handing {
  const { options: _, ...handed } = applyFix({ ...handing, options: new Map() }, fix);
  return handed;
}
