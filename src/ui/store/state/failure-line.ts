import { defined } from "../../../core/defined.ts";
import type { ErrorData, Text } from "../../../core/errors.ts";
import type { PageAction } from "./action.ts";

/** The log's line for an error; `before` goes in front of its message. A defect keeps its trace. */
export function failureLine({ message, trace }: ErrorData, before: Text = []): PageAction {
  return {
    kind: "logged",
    level: "error",
    message: [...before, ...message],
    time: new Date(),
    ...defined({ trace }),
  };
}

/** The line for an error that the page shows elsewhere: only a defect is logged as well. */
export const defectLines = (error: ErrorData, before: Text): readonly PageAction[] =>
  error.trace === undefined ? [] : [failureLine(error, before)];
