import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import type { FormSchema } from "../form/schema.ts";
import { type Completion, completeAt, type Suggestion } from "./completion.ts";
import { indentAfter, placeOfCaret } from "./text-place.ts";
import "./editor.css";

/** The list of suggestions at the caret, and the chosen one. */
interface OpenList {
  readonly completion: Completion;
  readonly chosen: number;
  /** Where the caret is: its line and column, and how far the text is scrolled, in CSS pixels. */
  readonly place: { readonly line: number; readonly column: number; readonly down: number; readonly right: number };
}

/** Replaces the text between two places as typing does, so that it can be undone. */
function write(area: HTMLTextAreaElement, start: number, end: number, text: string): void {
  area.focus();
  area.setSelectionRange(start, end);
  // Deprecated, but the only way that keeps the browser's undo. Without it the text is set.
  const isTyped = typeof document.execCommand === "function" && document.execCommand("insertText", false, text);
  if (isTyped) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The list with the suggestion chosen that is `step` further down. */
function walked(open: OpenList | null, step: number): OpenList | null {
  const count = open?.completion.suggestions.length ?? 0;
  return open && { ...open, chosen: (open.chosen + step + count) % count };
}

function Suggestions({
  id,
  list: { completion, chosen, place },
  onTake,
}: {
  readonly id: string;
  readonly list: OpenList;
  readonly onTake: (suggestion: Suggestion) => void;
}) {
  const chosenItem = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The newest browsers return a promise, which React would take for a clean-up.
    void chosenItem.current?.scrollIntoView?.({ block: "nearest" });
  });
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label="Suggestions"
      className="suggestions"
      style={
        {
          "--line": place.line,
          "--column": place.column,
          "--scrolled-down": `${place.down}px`,
          "--scrolled-right": `${place.right}px`,
        } as object
      }
    >
      {completion.suggestions.map((suggestion, index) => (
        // Keys in the text area move through the list; the pointer chooses from it.
        <div
          key={suggestion.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          ref={index === chosen ? chosenItem : null}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(suggestion);
          }}
        >
          <span className="word">{suggestion.label}</span>
          {suggestion.help !== null && <span className="help">{suggestion.help}</span>}
        </div>
      ))}
    </div>
  );
}

/** The numbers of the lines, with the line of the first mistake marked. */
function Gutter({
  area,
  lines,
  wrong,
}: {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly lines: number;
  readonly wrong: number | null | undefined;
}) {
  return (
    <div className="gutter" ref={area} aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={wrong === index + 1 ? "wrong" : ""}>
          {index + 1}
        </span>
      ))}
    </div>
  );
}

/** A config as text, with suggestions at the caret (while typing, or on Ctrl+Space) and the line of the first mistake marked. */
export function ConfigEditor({
  label,
  text,
  schema,
  names,
  errorLine,
  errorId,
  onChange,
}: {
  readonly label: string;
  readonly text: string;
  /** The schema of the whole text. */
  readonly schema: FormSchema;
  /** What may be in lists of texts: columns' names. */
  readonly names: readonly string[];
  /** The line of the first mistake, from 1; null where it has none, undefined where nothing is wrong. */
  readonly errorLine: number | null | undefined;
  /** The id of the element that describes the mistake. */
  readonly errorId: string;
  readonly onChange: (text: string) => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<OpenList | null>(null);
  const listId = useId();

  const suggest = ({ value, selectionStart, scrollTop: down, scrollLeft: right }: HTMLTextAreaElement) => {
    const completion = completeAt(value, selectionStart, schema, names);
    setList(completion && { completion, chosen: 0, place: { ...placeOfCaret(value, completion.start), down, right } });
  };
  const take = ({ insert }: Suggestion) => {
    if (area.current === null || list === null) return;
    write(area.current, list.completion.start, list.completion.end, insert);
    // After a key, its values are suggested at once.
    if (insert.endsWith(": ")) suggest(area.current);
    else setList(null);
  };

  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, ctrlKey } = event;
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const chosen = list?.completion.suggestions[list.chosen];
    if (key === " " && ctrlKey) suggest(event.currentTarget);
    else if (chosen !== undefined && (key === "ArrowDown" || key === "ArrowUp")) setList(walked(list, key === "ArrowDown" ? 1 : -1));
    else if (chosen !== undefined && (key === "Enter" || key === "Tab")) take(chosen);
    else if (chosen !== undefined && key === "Escape") {
      event.stopPropagation();
      setList(null);
    } else if (key === "Enter") write(event.currentTarget, selectionStart, selectionEnd, `\n${indentAfter(value, selectionStart)}`);
    else return;
    event.preventDefault();
  };

  const lines = text.split("\n").length;
  return (
    <div className="editor">
      <Gutter area={gutter} lines={lines} wrong={errorLine} />
      <textarea
        ref={area}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={list === null ? undefined : listId}
        aria-activedescendant={list === null ? undefined : `${listId}-${list.chosen}`}
        aria-invalid={errorLine !== undefined}
        aria-describedby={errorLine === undefined ? undefined : errorId}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        rows={Math.min(Math.max(lines + 1, 8), 24)}
        value={text}
        onChange={(event) => {
          const { value, selectionStart } = event.target;
          onChange(value);
          // Typing opens the list; deleting and new lines do not.
          const isWord = /[\w"']/.test(value[selectionStart - 1] ?? "");
          if (value.length > text.length && isWord) suggest(event.target);
          else setList(null);
        }}
        onKeyDown={onKey}
        onClick={() => setList(null)}
        onBlur={() => setList(null)}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
          setList(null);
        }}
      />
      {list !== null && <Suggestions id={listId} list={list} onTake={take} />}
      <span className="unseen" aria-live="polite">
        {list === null ? "" : `${list.completion.suggestions.length} suggestions: arrows choose, Enter inserts`}
      </span>
    </div>
  );
}
