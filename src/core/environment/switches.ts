/** A rule of pandas or MLflow that came with a version: before it the older rule holds. `switch-notes.ts` says what it is. */
export interface Switch {
  readonly library: "mlflow" | "pandas";
  /** The first release that has it. */
  readonly since: string;
  /** The last release that was seen without it. Between the two nothing is known. */
  readonly before: string;
}

/**
 * Every rule on which an answer of Signet depends and that not all supported versions have. Each is asked for by its name;
 * versions are compared nowhere else.
 */
export const SWITCHES = {
  noneIsMissing: { library: "pandas", since: "2.0.0", before: "1.5.3" },
  oneDateFormat: { library: "pandas", since: "2.0.0", before: "1.5.3" },
  stringDtypeByValues: { library: "pandas", since: "2.0.0", before: "1.5.3" },
  zonedTimesRefused: { library: "pandas", since: "2.0.0", before: "1.5.3" },
  nullableBackend: { library: "pandas", since: "2.0.0", before: "1.5.3" },
  nullableWraps: { library: "pandas", since: "2.0.0", before: "1.5.3" },
  emptyTextColumn: { library: "pandas", since: "2.2.0", before: "2.1.4" },
  bigIntegers: { library: "pandas", since: "3.0.0", before: "2.3.3" },
  endlessFloats: { library: "pandas", since: "3.0.0", before: "2.3.3" },
  microseconds: { library: "pandas", since: "3.0.0", before: "2.3.3" },
  textDtype: { library: "pandas", since: "3.0.0", before: "2.3.3" },
  labelsOnly: { library: "pandas", since: "3.0.0", before: "2.3.3" },
  declaredRange: { library: "pandas", since: "3.1.0", before: "3.0.6" },
  optionalKey: { library: "mlflow", since: "2.4.0", before: "2.3.2" },
  optionalKeyGone: { library: "mlflow", since: "2.18.0", before: "2.17.2" },
  paramTypeKey: { library: "mlflow", since: "2.7.0", before: "2.6.0" },
  params: { library: "mlflow", since: "2.6.0", before: "2.5.0" },
  requiredKey: { library: "mlflow", since: "2.10.0", before: "2.9.2" },
  nestedTypes: { library: "mlflow", since: "2.10.0", before: "2.9.2" },
  maps: { library: "mlflow", since: "2.12.0", before: "2.11.5" },
  arrowViews: { library: "mlflow", since: "2.16.0", before: "2.15.1" },
  sparkVectors: { library: "mlflow", since: "2.16.0", before: "2.15.1" },
  zeroOneIntegers: { library: "mlflow", since: "2.16.1", before: "2.16.0" },
  anyType: { library: "mlflow", since: "2.19.0", before: "2.18.0" },
  fallback: { library: "mlflow", since: "2.19.0", before: "2.18.0" },
  optionalInside: { library: "mlflow", since: "2.19.0", before: "2.18.0" },
  dictParams: { library: "mlflow", since: "2.20.0", before: "2.19.0" },
  missingTimes: { library: "mlflow", since: "2.21.1", before: "2.21.0" },
  arraysAsSeries: { library: "mlflow", since: "2.21.0", before: "2.20.4" },
  nullableText: { library: "mlflow", since: "3.9.0", before: "3.8.1" },
  parquetRequests: { library: "mlflow", since: "3.10.0", before: "3.9.0" },
  anyMerges: { library: "mlflow", since: "3.17.0", before: "3.16.1" },
} as const satisfies Readonly<Record<string, Switch>>;

export type SwitchName = keyof typeof SWITCHES;
