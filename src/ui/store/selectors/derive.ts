import type { PageState } from "../state/state.ts";

/** What follows from the page's state. The same object for as long as the state gives it the same inputs. */
export type Selector<Value> = (state: PageState) => Value;

/** Whether two lists have the same objects in the same order. */
export const isSameList = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((one, index) => Object.is(one, right[index]));

/**
 * A selector that computes its value again only if one of its inputs is another object than before.
 *
 * @example const edited = derive((state) => [base(state), state.history.present.edits], applyEdits)
 */
export function derive<const Inputs extends readonly unknown[], Value>(
  inputsOf: (state: PageState) => Inputs,
  compute: (...inputs: Inputs) => Value,
): Selector<Value> {
  let last: { readonly inputs: Inputs; readonly value: Value } | null = null;
  return (state) => {
    const inputs = inputsOf(state);
    if (last === null || !isSameList(inputs, last.inputs)) last = { inputs, value: compute(...inputs) };
    return last.value;
  };
}
