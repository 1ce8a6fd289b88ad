import type { EncodingChoice } from "../../../core/errors.ts";

/** Asks which encoding a text file is in, with the header and two rows as each one gives them. */
export function EncodingQuestion({
  choices,
  onChoose,
}: {
  readonly choices: readonly EncodingChoice[];
  readonly onChoose: (encoding: string) => void;
}) {
  return (
    <fieldset className="encodings">
      <legend>In which encoding are the names right?</legend>
      {choices.map(({ encoding, header, rows }) => (
        <div key={encoding} className="encoding">
          <button type="button" className="small" onClick={() => onChoose(encoding)}>
            Read as {encoding}
          </button>
          {/* Wide rows scroll, and take the focus so that keyboards can scroll them. */}
          <section className="encoding-rows" tabIndex={0} aria-label={`Rows as ${encoding}`}>
            <table aria-label={`The first rows as ${encoding}`}>
              <thead>
                <tr>
                  {header.map((name, index) => (
                    <th key={index} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, at) => (
                  <tr key={at}>
                    {row.map(({ data }, index) => (
                      <td key={index}>{data}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      ))}
    </fieldset>
  );
}
