import { useState } from "react";
import { errorToData, renderText } from "../../core/errors.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";
import { parseParamsText } from "../../core/python/params-text.ts";
import type { PythonValue } from "../../core/python/value.ts";

/** Reader options under pandas' names, typed as a dict; the file is read again with them. */
export function OptionsEditor({
  side,
  options,
  onApply,
}: {
  readonly side: string;
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly onApply: (options: ReadonlyMap<string, PythonValue>) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const apply = () => {
    try {
      const value = (draft ?? "").trim() === "" ? new Map<string, PythonValue>() : parseParamsText(draft ?? "");
      if (!(value instanceof Map)) throw new Error("Write a dict, for example {'sep': ';'}.");
      setRefusal(null);
      setDraft(null);
      onApply(value);
    } catch (error) {
      setRefusal(renderText(errorToData(error).message));
    }
  };
  return (
    <details className="options">
      <summary>Reader options{options.size > 0 ? ` (${options.size})` : ""}</summary>
      <label>
        Keyword arguments of pandas' reader, as a dict
        <textarea
          aria-label={`Reader options of ${side}`}
          rows={3}
          spellCheck={false}
          value={draft ?? (options.size > 0 ? jsonDumps(options) : "")}
          placeholder="{'sep': ';', 'decimal': ','}"
          onChange={(event) => setDraft(event.target.value)}
        />
      </label>
      {refusal !== null && <p className="failure">{refusal}</p>}
      <button type="button" onClick={apply}>
        Read again
      </button>
      <p className="quiet">
        sep, header, names, index_col, usecols, dtype, dtype_backend, parse_dates, decimal, thousands, quotechar, escapechar, comment,
        skiprows, nrows, na_values, true_values, encoding …
      </p>
    </details>
  );
}
