/** Whether a name fits a pattern, in which `*` stands for any characters and `?` for one; capitals count. */
export function fitsPattern(name: string, pattern: string): boolean {
  const names = [...name];
  const pieces = [...pattern];
  let at = 0;
  let piece = 0;
  // Where to go back to: the last star, and the first character that it does not yet cover. This never takes more than their product.
  let star = -1;
  let covered = 0;
  while (at < names.length) {
    if (pieces[piece] === "*") {
      star = piece++;
      covered = at;
    } else if (pieces[piece] === "?" || pieces[piece] === names[at]) {
      piece++;
      at++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++covered;
    } else return false;
  }
  while (pieces[piece] === "*") piece++;
  return piece === pieces.length;
}

/** Whether a name fits one of the patterns. */
export function fitsAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fitsPattern(name, pattern));
}
