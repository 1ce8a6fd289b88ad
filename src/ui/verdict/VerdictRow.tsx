import type { ReactNode } from "react";
import { environmentName } from "../../core/environment/environment.ts";
import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import { unityCatalogConditions } from "../../core/mlflow/unity-catalog.ts";
import { causeOf } from "../../core/validation/refusal-cause.ts";
import type { Verdict, Way } from "../../core/validation/verdict.ts";
import { useActions, useCheckActions, useSelector } from "../shared/use-page.ts";
import { isMade } from "../store/selectors/exports.ts";
import { weightOf } from "../store/selectors/own-refusals.ts";
import { type ProblemCounts, problemCounts } from "../store/selectors/problem-counts.ts";
import { shownState, signatureOf } from "../store/selectors/selectors.ts";
import { profilesDiffering } from "../store/selectors/versions-view.ts";
import { type CheckRow, foundOf } from "../store/state/check-state.ts";
import type { State } from "../store/state/shown-state.ts";
import { count } from "../store/text/format.ts";
import { Changes } from "./Changes.tsx";
import { catalogText } from "./catalog-text.ts";
import { ReadingProgress } from "./ReadingProgress.tsx";
import { StatusLine } from "./StatusLine.tsx";

const plural = (number: number, one: string): string => `${count(number)} ${number === 1 ? one : `${one}s`}`;

/** Whether there is a signature or why not, and how much there is to review. */
function Outcome({ state, counts: { errors, warnings, notes } }: { readonly state: State; readonly counts: ProblemCounts }) {
  const hasSignature = useSelector(signatureOf) !== null;
  const parts = [
    ...(warnings > 0 ? [{ text: plural(warnings, "warning"), tone: "warns" }] : []),
    ...(notes > 0 ? [{ text: plural(notes, "note"), tone: "quiet" }] : []),
  ];
  return (
    <span className="outcome">
      {errors > 0 ? (
        <strong className="tone-stops">✗ {plural(errors, "error")}</strong>
      ) : hasSignature ? (
        <strong className="tone-fine">✓ {isMade(state) ? "Signature ready" : "Signature loaded"}</strong>
      ) : (
        <span className="quiet">No signature yet</span>
      )}
      {parts.length > 0 && (
        <span className="counts">
          {parts.map(({ text, tone }, index) => (
            <span key={text} className={`tone-${tone}`}>
              {index > 0 && " · "}
              {text}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

type Tone = "fine" | "warns" | "stops";

const WAYS = [
  ["predict", "predict"],
  ["scoring", "scoring server"],
] as const;

/** Whether it is not columns that are refused, but a file in which the columns are not found. */
const isFileRefused = (verdicts: readonly Verdict[]): boolean => {
  const refusals = verdicts.flatMap((verdict) => verdict.refusals);
  return refusals.length > 1 && refusals.every(({ expected }) => expected === undefined) && new Set(refusals.map(causeOf)).size === 1;
};

/** The verdict of all sides for one way: the worst of them, with the number of refused columns. */
function wayWords(verdicts: readonly Verdict[]): { readonly tone: Tone; readonly word: string } {
  const refused = verdicts.filter(({ kind }) => kind === "refused");
  if (refused.length > 0) {
    const columns = refused.flatMap(({ refusals }) => refusals.flatMap(({ column }) => (column === undefined ? [] : [column])));
    const tone = refused.some((verdict) => weightOf(verdict) === "stops") ? "stops" : "warns";
    if (isFileRefused(refused)) return { tone, word: "file refused" };
    return { tone, word: columns.length === 0 ? "refused" : `${plural(new Set(columns).size, "column")} refused` };
  }
  if (verdicts.some(({ kind }) => kind === "undecided")) return { tone: "warns", word: "undecided" };
  if (verdicts.some(({ kind }) => kind === "proves nothing")) return { tone: "warns", word: "validates nothing" };
  return { tone: "fine", word: "" };
}

/** What is fine: ticked in green, unless something else in the row is an error. */
const fineWords = (text: string, hasErrors: boolean) => (hasErrors ? { text, tone: "quiet" } : { text: `${text} ✓`, tone: "fine" });

/** A mark where the versions of other profiles say otherwise. */
function OtherVerdicts({ way }: { readonly way: Way }) {
  const differing = profilesDiffering(
    useSelector(({ comparison }) => comparison),
    way,
  );
  if (differing.length === 0) return null;
  const label = `Otherwise with ${differing.map(({ environment }) => environmentName(environment)).join(", ")}`;
  return (
    <span className="mark versions" role="img" aria-label={label} title={label}>
      ≠
    </span>
  );
}

/** Whether a model with this signature accepts the data that made it, for each way. */
function OwnData({ row, hasErrors }: { readonly row: CheckRow; readonly hasErrors: boolean }) {
  const { open } = useCheckActions();
  const isOpen = useSelector(({ check }) => check.isOpen && check.openedKey === row.key);
  const { outcome } = row;
  if (outcome.phase === "failed")
    return <span className="quiet">{outcome.error.tag === "Aborted" ? "Not checked" : "Cannot be checked"}</span>;
  const found = foundOf(row);
  if (found === null) return <span className="quiet">Checking this data…</span>;
  const verdicts = found.checked.flatMap((data) => data.verdicts);
  if (verdicts.length === 0) return null;
  return (
    <span className="own" aria-busy={outcome.phase !== "done"}>
      <span className="question">Would MLflow accept this data? </span>
      <button type="button" className="link" aria-expanded={isOpen} onClick={() => open(isOpen ? null : row.key)}>
        {WAYS.map(([way, name]) => {
          const said = verdicts.filter(({ via }) => via === way);
          if (said.length === 0) return null;
          const { tone, word } = wayWords(said);
          const shown = tone === "fine" ? fineWords(hasErrors ? `${name}: accepted` : name, hasErrors) : { text: `${name}: ${word}`, tone };
          return (
            <span key={way} className={`tone-${shown.tone} way`}>
              {shown.text}
              <OtherVerdicts way={way} />
            </span>
          );
        })}
      </button>
    </span>
  );
}

/** The files that are being read, each with how far it is and a button that stops it. */
function Readings() {
  const { sides } = useSelector(shownState);
  const { cancel } = useActions();
  return DATA_SIDES.map((side) => {
    const current = sides[side];
    if (current.phase !== "reading") return null;
    const { files, progress, startedAt } = current;
    return <ReadingProgress key={side} files={files} progress={progress} startedAt={startedAt} onCancel={() => cancel(side)} />;
  });
}

/** The page's second row: is there a signature, would MLflow take the data, and what was changed. */
export function VerdictRow({
  signer,
  versionNote,
  versionBar,
}: {
  /** Who signs, if it is not MLflow's own inference, among the changes, with its undo. */
  readonly signer: ReactNode;
  /** As which versions, if they are not the current ones, in a few words. */
  readonly versionNote: ReactNode;
  /** The same among the changes, with its undo. */
  readonly versionBar: ReactNode;
}) {
  const state = useSelector(shownState);
  const signature = useSelector(signatureOf);
  const own = useSelector(({ check }) => check.rows.find(({ origin }) => origin === "own"));
  const counts = useSelector(problemCounts);
  const hasErrors = counts.errors > 0;
  const said = signature === null ? null : catalogText(unityCatalogConditions(signature));
  const catalog = said?.tone === "fine" ? fineWords(said.text, hasErrors) : said;
  return (
    <section className="verdict" aria-label="Verdict">
      <Outcome state={state} counts={counts} />
      {signature !== null && own !== undefined && <OwnData row={own} hasErrors={hasErrors} />}
      {catalog !== null && (
        <span className="catalog" title="Unity Catalog registers a model only with inputs and outputs in its signature.">
          Unity Catalog <span className={`tone-${catalog.tone}`}>{catalog.text}</span>
        </span>
      )}
      {versionNote}
      <Readings />
      <StatusLine />
      <Changes signer={signer} versions={versionBar} />
    </section>
  );
}
