import { useId, useState } from "react";
import type { Text } from "../../../core/errors.ts";
import { fixFor, isByColumn } from "../../../core/problems/apply-fix.ts";
import { fixConsequence } from "../../../core/problems/fix-words.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Fix, Problem, Side } from "../../../core/signers/signer.ts";
import { Message, Words } from "../../kit/Message.tsx";
import { useCopy } from "../../shared/use-copy.ts";
import { fixPython } from "../../store/selectors/applied-fixes.ts";
import { count } from "../../store/text/format.ts";
import { ColumnButton, ColumnChoice } from "./ColumnChoice.tsx";
import { FilesTable } from "./FilesTable.tsx";

/** A problem with more columns than these names only the first in its message. */
const MOST_NAMED = 3;

/** Which side a problem is about; nothing for the inputs, which most are about. */
export function SideLabel({ side }: { readonly side: Side }) {
  return side !== "inputs" && <span className="side">{side}: </span>;
}

const lowered = (label: string) => `${label.charAt(0).toLowerCase()}${label.slice(1)}`;

/**
 * A fix: its name, its result, and what else came of trying it, all visible before it is pressed; in full also what it does and its Python.
 * What is not seen is read out with its button.
 */
export function FixLine({
  fix,
  isFull = true,
  chosen,
  isSafe = false,
  isBusy,
  onTake,
}: {
  readonly fix: Fix;
  readonly isFull?: boolean;
  /** How many of how many columns it is for; null where it is for the data as a whole. */
  readonly chosen: { readonly of: number; readonly number: number } | null;
  /** Whether it loses nothing and changes the signature, so that it is the one to take first. */
  readonly isSafe?: boolean;
  readonly isBusy: boolean;
  readonly onTake: () => void;
}) {
  const what = useId();
  const { copied, copy } = useCopy();
  const { result = "", effects = "" } = fix.tried ?? {};
  const some = chosen !== null && chosen.number < chosen.of ? ` (${count(chosen.number)} of ${count(chosen.of)})` : "";
  if (fix.kind === "python")
    return (
      <li>
        <button type="button" className="small" aria-describedby={what} onClick={() => void copy("code", fix.python)}>
          {copied === null ? (
            <Words>{`Copy Python: ${lowered(fix.label)}`}</Words>
          ) : copied === "refused" ? (
            "The browser refused"
          ) : (
            "Copied"
          )}
        </button>{" "}
        {result !== "" && (
          <span className="fix-result">
            → {result}
            {isFull && ", if you sign what it makes"}
          </span>
        )}
        {isFull && (
          <details className="fix-code">
            <summary>Python</summary>
            <code className="fix-python">{fix.python}</code>
          </details>
        )}
        <span id={what} className={isFull ? "consequence" : "consequence unseen"}>
          Copies the Python, to run on <code>df</code> before signing and before every predict. <Words>{fixConsequence(fix)}</Words>
        </span>
      </li>
    );
  return (
    <li>
      <button
        type="button"
        className={isSafe ? "small safe" : "small"}
        title={fixConsequence(fix)}
        aria-describedby={what}
        disabled={isBusy || chosen?.number === 0}
        onClick={onTake}
      >
        <Words>{fix.label}</Words>
        {some}
      </button>{" "}
      {result !== "" && <span className="fix-result">→ {result}</span>}
      {!isFull && effects !== "" && (
        <span className="consequence" aria-hidden="true">
          <Words>{effects}</Words>
        </span>
      )}
      <span id={what} className={isFull ? "consequence" : "consequence unseen"}>
        {chosen !== null && chosen.of > 1 && `${count(chosen.number)} columns. `}
        <Words>{fixConsequence(fix)}</Words> <code className="fix-line">{fixPython(fix)}</code>
      </span>
    </li>
  );
}

/** Whether a message's own words name a column, between backticks. */
const isNamed = (message: Text, name: ColumnName): boolean =>
  typeof name === "string" && message.some((part) => typeof part === "string" && part.includes(`\`${name}\``));

/** The fixes that stand for all: the first, and the next that the page applies itself. */
const briefly = ([first, ...others]: readonly Fix[]): readonly Fix[] =>
  [first, others.find(({ kind }) => kind !== "python")].filter((fix) => fix !== undefined);

/** The fixes of a problem: in brief, and behind a button all of them in full. */
function Fixes({
  problem: { fixes, columns },
  wanted,
  isFull,
  safeFix,
  isBusy,
  onFix,
}: Pick<ProblemRowProps, "problem" | "isFull" | "safeFix" | "isBusy" | "onFix"> & {
  /** The columns that are chosen. */
  readonly wanted: ReadonlySet<ColumnName>;
}) {
  const [isOpened, setOpened] = useState(false);
  const list = useId();
  // The tab of a problem's column has them in full.
  const isOpen = isFull || isOpened || columns.length === 0;
  const brief = briefly(fixes);
  const others = fixes.length - brief.length;
  return (
    <ul id={list} className={isOpen ? "fixes" : "fixes brief"}>
      {(isOpen ? fixes : brief).map((fix) => {
        const narrowed = isByColumn(fix) ? fixFor(fix, wanted) : fix;
        const isFor = "columns" in fix && fix.columns.length > 0;
        return (
          <FixLine
            key={fix.label}
            fix={narrowed}
            isFull={isOpen}
            chosen={isFor && "columns" in narrowed ? { number: narrowed.columns.length, of: fix.columns.length } : null}
            isSafe={fix === safeFix}
            isBusy={isBusy}
            onTake={() => onFix(narrowed)}
          />
        );
      })}
      {!isFull && others > 0 && (
        <li>
          <button type="button" className="more-fixes" aria-expanded={isOpened} aria-controls={list} onClick={() => setOpened(!isOpened)}>
            {isOpened ? "Less" : others === 1 ? "1 other way" : `${count(others)} other ways`}{" "}
            <span aria-hidden="true">{isOpened ? "▴" : "▾"}</span>
          </button>
        </li>
      )}
    </ul>
  );
}

interface ProblemRowProps {
  readonly problem: Problem;
  /** What is said instead of the problem's own message. */
  readonly message?: Text;
  /** Whether all is shown of every fix, and not only the first with its result. */
  readonly isFull?: boolean;
  readonly safeFix: Fix | null;
  /** Whether the side is being read or signed, so that its fixes may be outdated. */
  readonly isBusy: boolean;
  /** Whether its fixes were tried: until then, none is offered that was not tried before. */
  readonly areTried: boolean;
  readonly onFix: (fix: Fix) => void;
  readonly onSelect: (name: ColumnName) => void;
}

/** One cause: what is wrong, its columns, and fixes for all of them or for chosen ones. */
export function ProblemRow({
  problem,
  message = problem.message,
  isFull = false,
  safeFix,
  isBusy,
  areTried,
  onFix,
  onSelect,
}: ProblemRowProps) {
  const { side, severity, columns, fixes, files } = problem;
  const [excluded, setExcluded] = useState<ReadonlySet<ColumnName>>(new Set());
  const canChoose = columns.length > 1 && fixes.some(isByColumn);
  // A column is a link where the message names it.
  const linked = new Set(columns.length <= MOST_NAMED ? columns.filter((name) => isNamed(message, name)) : []);
  // What trying them shows may take their place.
  const isWaiting = !areTried && side !== "params" && fixes.length > 0 && fixes.every(({ tried }) => tried === undefined);
  const wanted = new Set(columns.filter((name) => !excluded.has(name)));
  return (
    <li className={`bar ${severity} problem`}>
      <span className="problem-text">
        <SideLabel side={side} />
        <Message text={message} onName={(name) => (linked.has(name) ? <ColumnButton name={name} onSelect={onSelect} /> : null)} />
      </span>
      {(columns.length > linked.size || canChoose) && (
        <ColumnChoice
          columns={columns}
          isNamed={columns.length === linked.size}
          onSelect={onSelect}
          excluded={canChoose ? excluded : null}
          onExclude={setExcluded}
        />
      )}
      {files !== undefined && <FilesTable files={files} />}
      {isWaiting && <p className="consequence trying">Trying the fixes…</p>}
      {side !== "params" && fixes.length > 0 && !isWaiting && (
        <Fixes problem={problem} wanted={wanted} isFull={isFull} safeFix={safeFix} isBusy={isBusy} onFix={onFix} />
      )}
    </li>
  );
}
