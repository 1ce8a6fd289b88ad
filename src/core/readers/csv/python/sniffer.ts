import { must } from "../../../defined.ts";
import { refusedOption } from "../option-reader.ts";

const PREFERRED = [",", "\t", ";", " ", ":"];

/** Cells between quotes, and what is next to them. Source: `Sniffer._guess_quote_and_delimiter` of Python's csv module. */
const QUOTED = [
  /(?<delim>[^\w\n"'])(?<space> ?)(?<quote>["'])[\s\S]*?\k<quote>\k<delim>/g,
  /(?:(?<![\s\S])|(?<=\n)|\n)(?<quote>["'])[\s\S]*?\k<quote>(?<delim>[^\w\n"'])(?<space> ?)/g,
  // Python ends lines only at line feeds.
  /(?<delim>[^\w\n"'])(?<space> ?)(?<quote>["'])[\s\S]*?\k<quote>(?:(?![\s\S])|(?=\n)|\n)/g,
];

/** The delimiter that is most often next to quoted cells, or null. */
function delimiterByQuotes(line: string): string | null {
  for (const pattern of QUOTED) {
    const counts = new Map<string, number>();
    for (const { groups } of line.matchAll(pattern)) {
      const delimiter = must(groups?.delim);
      counts.set(delimiter, (counts.get(delimiter) ?? 0) + 1);
    }
    const [first] = [...counts].sort(([, left], [, right]) => right - left);
    if (first !== undefined) return first[0];
  }
  return null;
}

/** The delimiter by how often each ASCII character is in the line. Source: `Sniffer._guess_delimiter`, for one line. */
function delimiterByCount(line: string): string | null {
  const counts = new Map<string, number>();
  for (const text of line.split("\n"))
    for (const character of text) if (character < "\x7f") counts.set(character, (counts.get(character) ?? 0) + 1);
  if (counts.size < 2) return counts.keys().next().value ?? null;
  const preferred = PREFERRED.find((mark) => counts.has(mark));
  if (preferred !== undefined) return preferred;
  return must([...counts].sort(([left, many], [right, more]) => more - many || (left < right ? 1 : -1))[0])[0];
}

/** The delimiter that `csv.Sniffer` finds in one line. Throws `UnreadableFile` where it finds none. */
export function sniffedDelimiter(line: string): string {
  const found = delimiterByQuotes(line) ?? delimiterByCount(line);
  if (found === null) throw refusedOption("Could not determine delimiter", "Error");
  return found;
}
