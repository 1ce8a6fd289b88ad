/** The shape of a list that is null. */
export const NULL_SHAPE = -1;

/** Lists of lists whose shapes differ have one that equals no other. */
export const RAGGED_SHAPE = -2;

/**
 * Numbers that stand for the shapes of lists in lists, so that equal shapes have equal numbers: a list of anything but lists has its length,
 * one of lists a number for its length and their shape.
 */
export class ListShapes {
  private readonly known = new Map<string, number>();

  /** The shape of a list of `length` lists, all of the shape `inner`. */
  of(length: number, inner: number): number {
    const key = `${length}:${inner}`;
    const shape = this.known.get(key) ?? -3 - this.known.size;
    this.known.set(key, shape);
    return shape;
  }
}
