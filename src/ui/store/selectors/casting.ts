import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { nameInFile, type Preprocessing, preprocessingWith } from "../../../core/python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../../../core/python/value.ts";
import { columnName } from "../text/format.ts";

/** What casts come to: the preprocessing, and the reader options where the file must be read again for them. */
export interface Casting {
  readonly preprocessing: Preprocessing;
  /** Set where evidence cannot settle a cast: dates are counted only where `parse_dates` asks for them. */
  readonly options: ReadonlyMap<string, PythonValue> | null;
  /** Columns that are to be cast and that the table has not: pandas would refuse them, so they are left out. */
  readonly absent: readonly string[];
}

const isText = ({ dtype }: SpecReport) => dtype === "str" || dtype === "object";

function withDates(asked: ReadonlyMap<string, PythonValue>, columns: readonly string[]): ReadonlyMap<string, PythonValue> {
  const before = asked.get("parse_dates");
  const known: readonly PythonValue[] = Array.isArray(before) ? before : [];
  return new Map([...asked, ["parse_dates", [...known, ...columns.filter((name) => !known.includes(name))]]]);
}

/**
 * Casts next to those that are in force. Text becomes dates by reading again with `parse_dates`, which a CSV's evidence cannot answer;
 * everything else is `astype`, which reads nothing.
 */
export function castingOf(
  casts: ReadonlyMap<string, string>,
  table: {
    readonly specs: readonly SpecReport[];
    readonly format: string;
    readonly asked: ReadonlyMap<string, PythonValue>;
    readonly preprocessing: Preprocessing;
  },
): Casting {
  const { specs, format, asked, preprocessing } = table;
  const byName = new Map(specs.map((report) => [columnName(report.name), report]));
  const absent = [...casts.keys()].filter((name) => !byName.has(name));
  const dates: string[] = [];
  // One dtype for all is one a column, once a column has its own.
  const astype = new Map<string, string>(
    preprocessing.astype instanceof Map
      ? preprocessing.astype
      : specs.flatMap(({ name }) => (typeof preprocessing.astype === "string" ? [[columnName(name), preprocessing.astype]] : [])),
  );
  for (const [name, dtype] of casts) {
    const report = byName.get(name);
    if (report === undefined) continue;
    if (format === "csv" && isText(report) && /^datetime64\[[a-z]+\]$/.test(dtype)) {
      dates.push(name);
      astype.delete(name);
    } else astype.set(name, dtype);
  }
  return {
    preprocessing: preprocessingWith(preprocessing, { astype }),
    options:
      dates.length === 0
        ? null
        : withDates(
            asked,
            dates.map((name) => String(nameInFile(preprocessing.rename, name))),
          ),
    absent,
  };
}

/** The preprocessing without the cast of one column. */
export function withoutCast(preprocessing: Preprocessing, name: ColumnName | undefined): Preprocessing {
  if (!(preprocessing.astype instanceof Map)) return preprocessing;
  return preprocessingWith(preprocessing, { astype: new Map([...preprocessing.astype].filter(([column]) => column !== columnName(name))) });
}
