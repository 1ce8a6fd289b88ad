import { useEffect, useState } from "react";
import { nameText } from "../../core/edit/changes.ts";
import type { Review } from "../../core/review/review.ts";
import type { Problem } from "../../core/signers/signer.ts";
import { download } from "../state/download.ts";
import { count } from "../state/format.ts";
import { useCopy } from "../state/use-copy.ts";
import { useHandOn } from "../use-page.ts";
import { loadReviewTools } from "./load-review-tools.ts";
import "./share.css";

/** An address that only this machine can open. */
const isLocal = (): boolean => /^(localhost|127\.|\[::1\]|0\.0\.0\.0|$)/.test(location.hostname) || location.protocol === "file:";

/** The link for a review, made anew as the signature changes while the panel is open. */
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

function LinkRow({ link, onFile }: { readonly link: string | null; readonly onFile: () => void }) {
  const { copied, copy } = useCopy();
  return (
    <>
      <button type="button" className="small primary" disabled={link === null} onClick={() => void copy("link", link ?? "")}>
        {copied === "link" ? "Copied" : "Copy review link"}
      </button>
      {link !== null && <span className="quiet">{count(link.length)} characters</span>}
      <button type="button" className="small" onClick={onFile}>
        Download review.signet.json
      </button>
      {copied === "refused" && link !== null && (
        <input aria-label="Review link" className="draft small" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
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
    <p className="report-row">
      <button type="button" className="small" disabled={review === null} onClick={() => save("html")}>
        Download report as HTML
      </button>
      <button type="button" className="small" disabled={review === null} onClick={() => save("md")}>
        Download report as Markdown
      </button>
      <label>
        <input type="checkbox" checked={values} onChange={(event) => setValues(event.target.checked)} /> with the values that problems and
        reader options quote
      </label>
    </p>
  );
}

/** Hands the signature on: a link for a review, the same as a file, reports; and what this browser keeps. */
export function SharePanel({ problems }: { readonly problems: readonly Problem[] }) {
  const handOn = useHandOn();
  const [isOpen, setOpen] = useState(false);
  const [hasCounts, setCounts] = useState(false);
  const [review, setReview] = useState<Review | null>(null);
  const reviewNow = handOn?.reviewNow;
  useEffect(() => setReview(isOpen && reviewNow !== undefined ? reviewNow(hasCounts) : null), [isOpen, hasCounts, reviewNow]);
  const link = useLink(review);
  if (handOn === null) return null;
  const saveFile = () =>
    void loadReviewTools().then(({ reviewToJson }) => review !== null && download("review.signet.json", reviewToJson(review)));
  return (
    <section className="take share" aria-label="Share">
      <div className="take-head">
        <button type="button" className="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "▾" : "▴"} Share
        </button>
        {isOpen && (
          <>
            <LinkRow link={link} onFile={saveFile} />
            <label>
              <input type="checkbox" checked={hasCounts} onChange={(event) => setCounts(event.target.checked)} /> Include counts
            </label>
          </>
        )}
      </div>
      {isOpen && (
        <div className="share-body">
          <ReportRow review={review} problems={problems} />
          <p className="quiet">
            The link holds the signature, names of files and columns, settings, edits and notes, in the part of the address that no server
            is sent. Cell values never go{hasCounts ? "; numbers of missing cells and deciding rows do" : ""}.
          </p>
          {isLocal() && (
            <p className="warning-text">
              This page's address is local: the link opens only on this machine. Send <code>review.signet.json</code> instead; it opens
              where it is dropped on any Signet. A link pasted into any Signet opens too.
            </p>
          )}
        </div>
      )}
    </section>
  );
}
