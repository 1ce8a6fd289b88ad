import type { Handing } from "../../core/python/handing.ts";
import type { Fix } from "../../core/signers/signer.ts";
import { columnName } from "./format.ts";

/** How a side is handed over once a fix is taken. Reader options are no part of it: they read the file again. */
export function handingWith(handing: Handing, fix: Fix): Handing {
  switch (fix.kind) {
    case "astype": {
      const before = handing.astype instanceof Map ? [...handing.astype] : [];
      return { ...handing, astype: new Map([...before, ...fix.columns.map((column) => [columnName(column), fix.dtype] as const)]) };
    }
    case "drop":
      return { ...handing, drop: [...(handing.drop ?? []), ...fix.columns] };
    case "to":
      return { ...handing, to: fix.to };
    case "option":
      return handing;
  }
}
