import { useState } from "react";
import { defined } from "../../core/defined.ts";
import { errorToData, renderText } from "../../core/errors.ts";
import { parseParamsText } from "../../core/python/params-text.ts";
import {
  type Preprocessing,
  preprocessingFromDict,
  preprocessingToDict,
  preprocessingWith,
  type Rename,
} from "../../core/python/preprocessing.ts";
import { isTabbed, readCsvCall } from "../../core/python/read-csv.ts";
import { pythonCall, pythonLiteral } from "../../core/python/repr.ts";
import type { Dict, PythonValue } from "../../core/python/value.ts";
import { optionGroups, PREPROCESSING_FIELDS } from "../store/selectors/reader-options.ts";
import { OptionFields } from "./OptionFields.tsx";

/** The calls that read a format, for those whose options can be written as a dict. */
const CALLS: Readonly<Record<string, (file: string, options: Dict) => string>> = {
  csv: (file, options) => readCsvCall(file, options, isTabbed(file)),
  parquet: (file, options) => pythonCall("pd.read_parquet", [file], options),
};

/** The preprocessing as the fields hold it: the keys of a dict are text. */
const valuesOf = ({ rename, ...rest }: Preprocessing): Dict =>
  preprocessingToDict({
    ...rest,
    ...defined({ rename: rename && new Map([...rename].map(([name, now]) => [String(name), now] as const)) }),
  });

/** The new names in a field, whose keys are text: digits stand for a name that is a number, as in `astype`. */
function renameFrom(value: PythonValue | undefined, before: Rename = new Map()): Rename | undefined {
  if (!(value instanceof Map)) return undefined;
  const known = new Map([...before.keys()].map((name) => [String(name), name] as const));
  return new Map([...value].map(([name, now]) => [known.get(name) ?? name, String(now)]));
}

/** The preprocessing with what the fields say; parts without a field stay. */
function preprocessingFrom(values: Dict, before: Preprocessing): Preprocessing {
  const { astype, drop } = preprocessingFromDict(values);
  return preprocessingWith(before, { astype, drop, rename: renameFrom(values.get("rename"), before.rename) });
}

/** Reader options under pandas' names, in fields or as one dict; renames, casts and drops after reading; and the resulting Python line. */
export function OptionsEditor({
  side,
  format,
  file,
  options,
  preprocessing,
  onApply,
  onClose,
}: {
  readonly side: string;
  /** The reader's format; null if the file could not be read, when any option may help. */
  readonly format: string | null;
  readonly file: string;
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly preprocessing: Preprocessing;
  readonly onApply: (options: ReadonlyMap<string, PythonValue>, preprocessing: Preprocessing) => void;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(options);
  const [after, setAfter] = useState(() => valuesOf(preprocessing));
  const [dict, setDict] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const call = CALLS[format ?? "csv"];

  const change = (values: ReadonlyMap<string, PythonValue>) => {
    setDraft(values);
    setDict(null);
    setRefusal(null);
  };
  const typeDict = (source: string) => {
    setDict(source);
    try {
      const value = source.trim() === "" ? new Map<string, PythonValue>() : parseParamsText(source);
      if (!(value instanceof Map)) return setRefusal("Write a dict, for example {'sep': ';'}.");
      setDraft(value);
      setRefusal(null);
    } catch (error) {
      setRefusal(renderText(errorToData(error).message));
    }
  };

  return (
    <form
      className="options"
      aria-label={`Options of ${side}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (refusal === null) onApply(draft, preprocessingFrom(after, preprocessing));
      }}
    >
      {optionGroups(format ?? "csv").map(({ title, fields }) => (
        <OptionFields key={title} title={title} fields={fields} values={draft} onChange={change} />
      ))}
      <OptionFields title="After reading" fields={PREPROCESSING_FIELDS} values={after} onChange={setAfter} />
      {call !== undefined && (
        <label className="field wide">
          <span>all, as a dict</span>
          <textarea
            aria-label={`Reader options of ${side}`}
            rows={1}
            spellCheck={false}
            value={dict ?? (draft.size > 0 ? pythonLiteral(draft) : "")}
            placeholder="{'sep': ';', 'decimal': ','}"
            onChange={(event) => typeDict(event.target.value)}
          />
          {refusal !== null && <span className="failure">{refusal}</span>}
        </label>
      )}
      <div className="options-foot">
        {/* It scrolls where it is long, so keyboards must reach it. */}
        <code className="python-line" tabIndex={0}>
          {call?.(file, draft)}
        </code>
        <button type="button" onClick={() => change(new Map())}>
          Clear
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
        <button type="submit" className="primary">
          Read again
        </button>
      </div>
    </form>
  );
}
