import { Fragment, useState } from "react";
import { renderDifference } from "../../core/diff/diff-signatures.ts";
import { nameText } from "../../core/edit/changes.ts";
import { renderText } from "../../core/errors.ts";
import { pythonCall, pythonLiteral, renameLiteral } from "../../core/python/repr.ts";
import { type Provenance, type Review, type SideProvenance, signerText } from "../../core/review/review.ts";
import { useSharing } from "../shared/use-page.ts";
import { count } from "../store/text/format.ts";
import "./share.css";

const SHOWN = 5;

/** How a side was read, in one line. */
function fromText(
  { files, rows, options, withheld = [], preprocessing: { astype, rename, drop, optional, to } }: SideProvenance,
  place: string,
): string {
  const cast = astype === undefined ? "" : `.astype(${pythonLiteral(astype)})`;
  return [
    files.length > 1 ? `${files[0]} and ${count(files.length - 1)} more files` : (files[0] ?? ""),
    rows === null ? "" : `${count(rows)} ${rows === 1 ? "row" : "rows"}`,
    options.size === 0 ? "" : `read with ${pythonCall("", [], options).slice(1, -1)}`,
    ...withheld.map((option) => `${option}: not in ${place}`),
    cast,
    rename === undefined ? "" : `.rename(columns=${renameLiteral(rename)})`,
    drop === undefined ? "" : `without ${drop.map(nameText).join(", ")}`,
    optional === undefined ? "" : `optional: ${optional.map(nameText).join(", ")}`,
    to === undefined ? "" : `as ${to}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** When and of what a review was made, in a few words. */
const signedOf = ({ inputs, outputs, date }: Provenance): string =>
  [[inputs, outputs].flatMap((side) => side?.files[0] ?? []).join(" and "), `${date.slice(0, 16).replace("T", " ")} UTC`]
    .filter((part) => part !== "")
    .join(", ");

function ProvenanceFacts({ provenance, place }: { readonly provenance: Provenance; readonly place: string }) {
  const { inputs, outputs, versions, date, strategy } = provenance;
  return (
    <dl className="provenance">
      {[["inputs", inputs] as const, ["outputs", outputs] as const].map(
        ([name, side]) =>
          side !== undefined && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{fromText(side, place)}</dd>
            </Fragment>
          ),
      )}
      <dt>signed</dt>
      <dd>
        <time dateTime={date}>{date.slice(0, 16).replace("T", " ")} UTC</time>, as MLflow {versions.mlflow} and pandas {versions.pandas}{" "}
        would, by Signet {versions.signet}, <code>{signerText(strategy)}</code>
      </dd>
    </dl>
  );
}

/** What a link had no room for; empty if it has everything. */
export function leftOutText({ leftOut: { reasons, problems } }: Review): string {
  const counted = (number: number, word: string) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;
  const parts = [
    ...(reasons === 0 ? [] : [`the reasons of ${counted(reasons, "column")}`]),
    ...(problems === 0 ? [] : [counted(problems, "problem")]),
  ];
  return parts.length === 0 ? "" : `To keep it short, ${parts.join(" and ")} are left out.`;
}

/** An opened review: where it comes from, what needs the file, and how to continue. */
export function ReviewBar() {
  const sharing = useSharing();
  if (sharing === null) return null;
  const { opened, error, isLive } = sharing;
  if (error !== null) {
    return (
      <div role="alert" className="bar stops">
        <p>
          {renderText(error.message, { values: false })} {error.remedy}
        </p>
        <button type="button" className="small" onClick={sharing.close}>
          Close
        </button>
      </div>
    );
  }
  if (opened === null || (opened.origin === "own" && isLive)) return null;
  const place = opened.origin === "own" ? "the session" : "this link";
  const isReadOnly = !opened.isForked && !isLive;
  return (
    <section className="bar notes review-bar" aria-label="Review">
      <div>
        {isLive ? (
          // If files were read here, they are compared with the review.
          <details>
            <summary>
              <strong>Shared review</strong> of {signedOf(opened.review.provenance)}
            </summary>
            <ProvenanceFacts provenance={opened.review.provenance} place={place} />
          </details>
        ) : (
          <>
            <p>
              <strong>{opened.origin === "own" ? "Your last session" : "Shared review"}</strong>{" "}
              {isReadOnly && opened.origin !== "own" && "You can comment on any column; to edit, press Edit a copy. "}
              Cells and distributions are not in {place}: drop the file to check it. {leftOutText(opened.review)}
            </p>
            <ProvenanceFacts provenance={opened.review.provenance} place={place} />
          </>
        )}
      </div>
      <span className="edits-steps">
        {isReadOnly && (
          <button type="button" className="small" onClick={sharing.fork} title="Go on with a copy of your own">
            Edit a copy
          </button>
        )}
        <button type="button" className="small" onClick={sharing.close}>
          Close
        </button>
      </span>
    </section>
  );
}

/** What differs from the review or the MLmodel that was opened next to what was read. */
export function ChangedBar() {
  const changed = useSharing()?.changed ?? null;
  const [isOpen, setOpen] = useState(false);
  if (changed === null) return null;
  const { differences, label } = changed;
  if (differences.length === 0)
    return (
      <div className="bar notes">
        <p>The signature is the same as that of {label}.</p>
      </div>
    );
  const shown = differences.slice(0, isOpen ? 200 : SHOWN);
  return (
    <section className="bar warns changed-bar" aria-label="What changed">
      <div>
        <strong>
          {count(differences.length)} {differences.length === 1 ? "difference" : "differences"} from {label}
        </strong>
        <ul>
          {shown.map((difference) => (
            <li key={`${difference.side}${difference.name}${difference.kind}`}>{renderDifference(difference)}</li>
          ))}
        </ul>
        {differences.length > SHOWN && (
          <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? "fewer" : `${count(differences.length - SHOWN)} more`}
          </button>
        )}
      </div>
    </section>
  );
}
