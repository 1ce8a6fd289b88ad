import { appendTo } from "../../../core/multimap.ts";
import { readerOptionsOf } from "../../../core/problems/apply-fix.ts";
import type { Preprocessing } from "../../../core/python/preprocessing.ts";
import { columnNameLiteral, pythonCall, pythonLiteral, renameLiteral } from "../../../core/python/repr.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Fix } from "../../../core/signers/signer.ts";

const FORMS = { numpy: ".to_numpy()", column: ".iloc[:, 0].to_numpy()", series: ".iloc[:, 0]" } as const;

const listOf = (columns: readonly ColumnName[]): string =>
  columns.length > MOST_NAMES
    ? `[${columns.slice(0, MOST_NAMES).map(columnNameLiteral).join(", ")}, … ${columns.length - MOST_NAMES} more]`
    : `[${columns.map(columnNameLiteral).join(", ")}]`;

const MOST_NAMES = 3;

/** The Python of a fix, short enough for a line. */
export function fixPython(fix: Fix): string {
  switch (fix.kind) {
    case "astype":
      return fix.columns.length > MOST_NAMES
        ? `.astype({… ${fix.columns.length} columns: ${pythonLiteral(fix.dtype)}})`
        : `.astype({${fix.columns.map((column) => `${columnNameLiteral(column)}: ${pythonLiteral(fix.dtype)}`).join(", ")}})`;
    case "drop":
      return `.drop(columns=${listOf(fix.columns)})`;
    case "rename": {
      const some = renameLiteral(new Map([...fix.names].slice(0, MOST_NAMES))).slice(0, -1);
      return `.rename(columns=${some}${fix.names.size > MOST_NAMES ? `, … ${fix.names.size - MOST_NAMES} more` : ""}})`;
    }
    case "optional":
      return `required=False for ${listOf(fix.columns)}`;
    case "to":
      return FORMS[fix.to];
    case "python":
      return fix.python;
    case "option": {
      const call = pythonCall("", [], readerOptionsOf(fix)).slice(1, -1);
      return call.length > MOST_LETTERS ? `${call.slice(0, MOST_LETTERS)}…` : call;
    }
  }
}

const MOST_LETTERS = 120;

/** A change needs no words of its own: the page shows its Python. */
const NO_WORDS = { label: "", consequence: "" } as const;

/** The changes after reading, one per kind and dtype, each as a fix that can be undone. */
export function changesAfterReading({ astype, rename, drop, optional, to }: Preprocessing): readonly Fix[] {
  const casts = new Map<string, ColumnName[]>();
  if (astype !== undefined && typeof astype !== "string") for (const [column, dtype] of astype) appendTo(casts, dtype, column);
  return [
    ...(rename === undefined ? [] : [{ kind: "rename", columns: [...rename.keys()], names: rename, ...NO_WORDS } as const]),
    ...[...casts].map(([dtype, columns]): Fix => ({ kind: "astype", columns, dtype, ...NO_WORDS })),
    ...(drop === undefined ? [] : [{ kind: "drop", columns: drop, ...NO_WORDS } as const]),
    ...(optional === undefined ? [] : [{ kind: "optional", columns: optional, ...NO_WORDS } as const]),
    ...(to === undefined ? [] : [{ kind: "to", to, ...NO_WORDS } as const]),
  ];
}
