/** A place in a text that a parser goes through from left to right. */
export abstract class TextCursor {
  protected readonly source: string;
  protected at = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** What a sticky pattern finds at this place, which is then behind it; null, and no step, where it finds nothing. */
  protected match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  /** This place as line and column, both from 1. */
  protected place(): { readonly line: number; readonly column: number } {
    const before = this.source.slice(0, this.at);
    return { line: before.split("\n").length, column: this.at - before.lastIndexOf("\n") };
  }
}
