import { sidesOf, signingInputs, workOf } from "../selectors/selectors.ts";
import type { PageStore } from "../store.ts";

/** Does to a file what was done to the one that it replaced, once its columns are known. */
export class CarryingEffect {
  private readonly store: PageStore;

  constructor(store: PageStore) {
    this.store = store;
  }

  follow(): void {
    const state = this.store.getState();
    const { carry } = state.view;
    if (carry === null || workOf(state)[carry.side] !== carry.to) return;
    const side = sidesOf(state)[carry.side];
    if (side.phase === "failed" && side.files === carry.to.files && carry.to.options.size > 0)
      this.store.dispatch({ kind: "carried-over", carry, names: null });
    const { of, result } = state.signing;
    if (side.phase !== "ready" || side.files !== carry.to.files || of !== signingInputs(state) || result === null) return;
    const names = result.sides[carry.side]?.specs.flatMap(({ name }) => (name === undefined ? [] : [name])) ?? [];
    this.store.dispatch({ kind: "carried-over", carry, names });
  }
}
