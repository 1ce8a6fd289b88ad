import Papa from "papaparse";

/** The first rows of a text table, for recognising its dialect and for offers; never for its types. */
export interface Preview {
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
}

/** Cuts the beginning of a text into cells; the delimiter is guessed where none is given. The last line may be cut off and is left out. */
export function previewText(text: string, delimiter?: string): Preview {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1) || text;
  const { data, meta } = Papa.parse<string[]>(whole, {
    delimiter: delimiter ?? "",
    delimitersToGuess: [",", ";", "\t", "|"],
    preview: 200,
    skipEmptyLines: true,
  });
  return { delimiter: meta.delimiter, rows: data };
}

/** Cuts one line into cells. */
export function cutLine(line: string, delimiter: string): readonly string[] {
  return Papa.parse<string[]>(line, { delimiter }).data[0] ?? [];
}
