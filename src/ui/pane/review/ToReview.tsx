import type { ReactNode } from "react";
import { Message } from "../../kit/Message.tsx";
import { Refusal } from "../../shared/Refusal.tsx";
import { useActions, usePage, useSelector } from "../../shared/use-page.ts";
import { reviewCount } from "../../store/selectors/problem-counts.ts";
import { isLive, shownState } from "../../store/selectors/selectors.ts";
import type { State } from "../../store/state/shown-state.ts";
import { CarriedNotice } from "./CarriedNotice.tsx";
import { DropQuestion } from "./DropQuestion.tsx";
import { PairNotice } from "./PairNotice.tsx";
import { ProblemsPanel } from "./ProblemsPanel.tsx";
import { TargetsQuestion } from "./TargetsQuestion.tsx";

/** A model or params that cannot be read. */
function NotRead({ state: { modelError, params } }: { readonly state: State }) {
  return (
    <>
      {modelError !== null && (
        <div role="alert" className="bar stops">
          <p>
            <strong>Model</strong>: <Message text={modelError.message} /> {modelError.remedy}
          </p>
        </div>
      )}
      {params.error !== null && (
        <div className="bar stops">
          <p>
            <strong>Params</strong>: <Message text={params.error.message} /> {params.error.remedy}
          </p>
        </div>
      )}
    </>
  );
}

/** Why dropped files were not taken. Nothing else on the page has changed. */
function RefusedFiles() {
  const errors = useSelector(({ view }) => view.refusedFiles);
  const { dispatch } = usePage();
  if (errors.length === 0) return null;
  return (
    <div role="alert" className="bar stops">
      <div>
        {errors.map((error, index) => (
          <p key={index}>
            <strong>Not taken</strong>: <Message text={error.message} /> {error.remedy}
          </p>
        ))}
      </div>
      <button type="button" className="small" onClick={() => dispatch({ kind: "files-refused", errors: [] })}>
        Dismiss
      </button>
    </div>
  );
}

interface ToReviewProps {
  /** Why a signer failed. */
  readonly signer: ReactNode;
  /** The review that is open, and what differs from it. */
  readonly changed: ReactNode;
  /** What `predict` refuses of the data, where no problem says it. */
  readonly refused: ReactNode;
  /** What else is refused. It comes after the warnings, since the check ends after everything else: nothing moves when it does. */
  readonly warned: ReactNode;
  /** The comments that nobody has decided yet. */
  readonly comments: ReactNode;
}

/** Everything that waits for a decision: questions, refusals, problems with their fixes, comments, and what differs from a review. */
export function ToReview({ signer, changed, refused, warned, comments }: ToReviewProps) {
  const state = useSelector(shownState);
  const number = useSelector(reviewCount);
  const asked = useSelector(({ view }) => view.dropQuestions);
  const { answerDrop } = usePage();
  const actions = useActions();
  const hasData = useSelector(isLive);
  const isDone = state.result !== null && (state.result.problems?.length ?? 0) === 0 && number === 0;
  return (
    <div className="findings">
      {isDone && (
        <p className="quiet">
          Nothing to review.{" "}
          {hasData
            ? "Download the MLmodel below, or use Check data to see whether other data fits this signature."
            : "Drop data to check it against this signature."}
        </p>
      )}
      <RefusedFiles />
      {asked.map((question, index) => (
        // Each question is about files of its own.
        <DropQuestion key={index} question={question} state={state} onAnswer={(answer) => answerDrop(question, answer)} />
      ))}
      {state.signError !== null && signer}
      <CarriedNotice />
      <PairNotice />
      {state.targetsQuestion !== null && (
        <TargetsQuestion name={state.targetsQuestion} onPredictions={actions.answerTargets} onRemove={() => actions.remove("outputs")} />
      )}
      <NotRead state={state} />
      {changed}
      {comments}
      {refused}
      <ProblemsPanel state={state} actions={actions} warned={warned} />
      <Refusal />
    </div>
  );
}
