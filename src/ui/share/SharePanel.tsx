import { useEffect, useMemo, useState } from "react";
import { nameText } from "../../core/edit/changes.ts";
import type { Review } from "../../core/review/review.ts";
import type { Problem } from "../../core/signers/signer.ts";
import { Menu } from "../kit/Menu.tsx";
import { useCopy } from "../shared/use-copy.ts";
import { useSelector, useSharing } from "../shared/use-page.ts";
import { loadReviewTools } from "../store/effects/load-review-tools.ts";
import { download } from "../store/output/download.ts";
import { sharedProblems } from "../store/selectors/own-refusals.ts";
import { count } from "../store/text/format.ts";
import { leftOutText } from "./ReviewBar.tsx";
import "./share.css";

/** An address that only this machine can open. */
const isLocal = (): boolean => /^(localhost|127\.|\[::1\]|0\.0\.0\.0|$)/.test(location.hostname) || location.protocol === "file:";

/** The link for a review, made again as the signature changes while the panel is open. */
function useLink(review: Review | null): string | null {
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => {
    if (review === null) return;
    let stale = false;
    void loadReviewTools()
      .then(({ reviewToFragment }) => reviewToFragment(review))
      .then((fragment) => {
        if (!stale) setLink(`${location.href.replace(/#.*$/, "")}${fragment}`);
      });
    return () => {
      stale = true;
    };
  }, [review]);
  return review === null ? null : link;
}

/** In the place of the panel until there is a signature, so that what is next to it does not move then. */
export function ShareLater() {
  return (
    <button type="button" className="small" disabled title="Sharing needs a signature.">
      Share ▾
    </button>
  );
}

/** The review as a link and as a file: first what opens for others. */
function LinkRow({ link, onFile }: { readonly link: string | null; readonly onFile: () => void }) {
  const { copied, copy } = useCopy();
  const isHere = isLocal();
  const linkButton = (
    <button
      key="link"
      type="button"
      className={`small${isHere ? "" : " primary"}`}
      disabled={link === null}
      onClick={() => void copy("link", link ?? "")}
    >
      {copied === "link" ? "Copied" : "Copy review link"}
    </button>
  );
  const fileButton = (
    <button key="file" type="button" className={`small${isHere ? " primary" : ""}`} onClick={onFile}>
      Download review.signet.json
    </button>
  );
  return (
    <>
      <p className="report-row">
        {isHere ? [fileButton, linkButton] : [linkButton, fileButton]}
        {link !== null && <span className="quiet">{count(link.length)} characters</span>}
        {copied === "refused" && link !== null && (
          <input aria-label="Review link" className="draft small" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        )}
      </p>
      {isHere && (
        <p className="warning-text">
          This page has a local address: its links open only on this machine. Anyone can drop the file on their own Signet, or paste the
          link there.
        </p>
      )}
    </>
  );
}

/** Reports to keep or to paste into a pull request; what problems and reader options quote from a file stays out unless it is ticked. */
function ReportRow({ review, problems }: { readonly review: Review | null; readonly problems: readonly Problem[] }) {
  const [values, setValues] = useState(false);
  const save = (form: "html" | "md") =>
    void loadReviewTools().then(({ signatureReport, htmlSignatureReport, markdownSignatureReport }) => {
      if (review === null) return;
      const reported = problems.map(({ severity, side, message, columns }) => ({
        severity,
        side,
        message,
        columns: columns.map(nameText),
      }));
      const report = signatureReport(review, reported, { values });
      download(`signature-report.${form}`, form === "html" ? htmlSignatureReport(report) : markdownSignatureReport(report));
    });
  return (
    <>
      <p className="report-row">
        <button type="button" className="small" disabled={review === null} onClick={() => save("html")}>
          Download report as HTML
        </button>
        <button type="button" className="small" disabled={review === null} onClick={() => save("md")}>
          Download report as Markdown
        </button>
      </p>
      <label>
        <input type="checkbox" checked={values} onChange={(event) => setValues(event.target.checked)} /> In reports, include the cell values
        that problems and options quote
      </label>
    </>
  );
}

function ShareBody() {
  const sharing = useSharing();
  const problems = useSelector(sharedProblems);
  const [hasCounts, setCounts] = useState(false);
  const reviewNow = sharing?.reviewNow;
  const review = useMemo(() => reviewNow?.(hasCounts) ?? null, [reviewNow, hasCounts]);
  const link = useLink(review);
  const saveFile = () =>
    void loadReviewTools().then(({ reviewToJson }) => review !== null && download("review.signet.json", reviewToJson(review)));
  return (
    <section className="share" aria-label="Share">
      <LinkRow link={link} onFile={saveFile} />
      <label>
        <input type="checkbox" checked={hasCounts} onChange={(event) => setCounts(event.target.checked)} /> Include each column's missing
        cells and deciding row
      </label>
      <ReportRow review={review} problems={problems} />
      <p className="quiet">
        Shared are the signature, the reasons for its types, problems, names of files and columns, settings, edits and comments. Cell values
        are not, except those that you let a report quote. Reasons and problems may name rows and count cells. In a link all this is in the
        part of the address that no server receives. {review !== null && leftOutText(review)}
      </p>
    </section>
  );
}

/** Shares the signature: a link for a review, the same as a file, and reports. */
export function SharePanel() {
  return (
    <Menu
      className="small"
      align="end"
      label={
        <>
          Share <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(_, isOpen) => isOpen && <ShareBody />}
    </Menu>
  );
}
