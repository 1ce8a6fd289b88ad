import type { Text } from "../errors.ts";

/** What MLflow, pandas or NumPy would raise at the place where it is thrown; it never leaves `core/validation`. */
export class Raised extends Error {
  /** The Python class: `MlflowException`, `TypeError`, `OutOfBoundsDatetime`. */
  readonly pythonError: string;
  readonly text: Text;

  constructor(pythonError: string, text: Text, cause?: Raised) {
    super(pythonError, cause === undefined ? undefined : { cause });
    this.pythonError = pythonError;
    this.text = text;
  }
}

/** Thrown with what only Python can decide: Signet has no verified rule for it. Caught where {@link Raised} is. */
export class UndecidedError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super("Undecided");
    this.text = text;
  }
}

/** For a `catch`: throws what was caught, unless Python would have raised it. */
export function assertRaised(error: unknown): asserts error is Raised {
  if (!(error instanceof Raised)) throw error;
}

/** Runs what may raise as MLflow or pandas would; what it raised, or left undecided, or null where it does neither. */
export function faultOf(run: () => unknown): Raised | UndecidedError | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof UndecidedError) return error;
    assertRaised(error);
    return error;
  }
}

/** MLflow's own exception. */
export const mlflowException = (text: Text, cause?: Raised): Raised => new Raised("MlflowException", text, cause);
