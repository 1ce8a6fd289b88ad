import { useId, useMemo, useState } from "react";
import type { SignerChoice } from "../../core/signers/choice.ts";
import type { CustomDescription } from "../../core/signers/custom-signer.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { FilePart } from "../../worker/protocol.ts";
import { usePanelFocus } from "../kit/use-panel-focus.ts";
import { FileChooser } from "../shared/FileChooser.tsx";
import { download } from "../store/output/download.ts";
import { type ChosenSigner, chosenFrom, configsOf } from "../store/state/chosen-signer.ts";
import type { ChosenFix } from "../store/state/work.ts";
import { columnName } from "../store/text/format.ts";
import { SIGNER_FORM, SIGNER_TEMPLATE, schemaText, textSchema } from "./config-tools.ts";
import { draftOf } from "./draft.ts";
import { ConfigEditor } from "./editor/ConfigEditor.tsx";
import { isSameJson, type JsonValue } from "./form/json-value.ts";
import { SchemaForm } from "./form/SchemaForm.tsx";
import { formSchemaFrom, withProperty } from "./form/schema.ts";
import { Failed, SignerChanges } from "./SignerChanges.tsx";
import { StaticSource } from "./StaticSource.tsx";
import { TakeButtons } from "./TakeButtons.tsx";
import { useDescription } from "./use-description.ts";
import { type Draft, useDraft } from "./use-draft.ts";
import { type TrySigning, useTrial } from "./use-trial.ts";
import "./signer.css";

/** Suggestions are limited to this many names. */
const MOST_NAMES = 2_000;

/** The names of the columns on the page, for lists of names. */
function columnNames(result: SigningResult | null): readonly string[] {
  const specs = [...(result?.sides.inputs?.specs ?? []), ...(result?.sides.outputs?.specs ?? [])];
  const names = specs.flatMap(({ name }) => (name === undefined ? [] : [columnName(name)]));
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** The form's schema, with the config that a user's module declares. */
function formFor(description: CustomDescription | null) {
  return description === null ? SIGNER_FORM : withProperty(SIGNER_FORM, "CustomSigner", "config", formSchemaFrom(description.config));
}

function EditorPart({
  draft,
  schema,
  names,
}: {
  readonly draft: Draft;
  readonly schema: ReturnType<typeof formFor>;
  readonly names: readonly string[];
}) {
  const errorId = useId();
  const whole = useMemo(() => textSchema(schema), [schema]);
  const error = draft.reading.kind === "wrong" ? draft.reading.error : null;
  const other = draft.format === "json" ? "yaml" : "json";
  return (
    <section className="signer-part" aria-label="Config as text">
      <div className="signer-part-head">
        <h3>Config</h3>
        <button type="button" className="small" disabled={error !== null} onClick={() => draft.setFormat(other)}>
          As {other.toUpperCase()}
        </button>
      </div>
      <ConfigEditor
        label="Config text"
        text={draft.text}
        schema={whole}
        names={names}
        errorLine={error === null ? undefined : (error.place.line ?? null)}
        errorId={errorId}
        onChange={draft.setText}
      />
      {error === null ? (
        <p className="help">Ctrl+Space suggests. The form and the text are one config.</p>
      ) : (
        <Failed error={error} id={errorId} />
      )}
    </section>
  );
}

export interface SignerPanelProps {
  /** The text to begin with; null for the signer in use. */
  readonly initial: string | null;
  readonly inUse: ChosenSigner;
  readonly result: SigningResult | null;
  /** Texts of the files that a config may name. */
  readonly files: ReadonlyMap<string, string>;
  readonly isRemembered: boolean;
  readonly trySigning: TrySigning;
  /** Whether the values of the inputs were described: casts that round are known then. */
  readonly areRangesKnown: boolean;
  readonly describe: (file: string, source: string) => Promise<CustomDescription>;
  readonly onFiles: (files: readonly FilePart[]) => void;
  readonly onTake: (choice: SignerChoice, fixes?: readonly ChosenFix[]) => void;
  readonly onKeep: () => void;
  readonly onForget: () => void;
}

function Foot({ isRemembered, onFiles, onForget }: Pick<SignerPanelProps, "isRemembered" | "onFiles" | "onForget">) {
  return (
    <div className="signer-foot">
      <FileChooser name="Config or module" label="Choose a config or module" isSmall multiple onFiles={onFiles} />
      <button type="button" className="small" onClick={() => download("signer.mjs", SIGNER_TEMPLATE)}>
        Download the module template
      </button>
      <button type="button" className="small" onClick={() => download("signer.schema.json", schemaText())}>
        Download the JSON Schema
      </button>
      {isRemembered && (
        <span className="quiet">
          This browser remembers the signer in use.{" "}
          <button type="button" className="link" onClick={onForget}>
            Don't remember this signer
          </button>
        </span>
      )}
    </div>
  );
}

/** Chooses a signer: its form, its config as text, and what it would change, side by side. It signs once it is used. */
export function SignerPanel(props: SignerPanelProps) {
  const { initial, inUse, result, files, trySigning, areRangesKnown, describe, onTake, onKeep } = props;
  const panel = usePanelFocus<HTMLElement>({ first: null, fallback: ".change-signer" });
  const [beginning] = useState(() => initial ?? draftOf(inUse.choice));
  const draft = useDraft(beginning);
  const { choice } = draft;
  const chosen = useMemo(() => (choice === null ? null : chosenFrom(choice, files)), [choice, files]);
  const trial = useTrial(chosen, result, trySigning, areRangesKnown);
  const { description, error: moduleError } = useDescription(chosen, describe);
  const schema = useMemo(() => formFor(description), [description]);
  const names = useMemo(() => columnNames(result), [result]);
  const isInUse = chosen !== null && isSameJson([chosen.choice, ...chosen.files], [inUse.choice, ...inUse.files]);
  const isStatic = choice !== null && configsOf(choice).some(({ config }) => config.KIND === "StaticSigner");
  const canTake = choice !== null && !isInUse && (trial.phase === "idle" || trial.phase === "tried");
  return (
    <section
      className="signer-panel"
      aria-label="Signer"
      tabIndex={-1}
      ref={panel}
      onKeyDown={(event) => event.key === "Escape" && draft.text === beginning && onKeep()}
    >
      <div className="signer-part-head">
        <h2>Signer</h2>
        <p className="quiet">
          A signer makes the signature of what was read. Choose one and see what changes; nothing is used before you say so.
        </p>
      </div>
      <div className="signer-parts">
        <section className="signer-part" aria-label="Config as a form">
          <SchemaForm
            label="Signer form"
            name="Strategy"
            schema={schema}
            value={draft.value}
            suggestions={names}
            onChange={(value: JsonValue) => draft.setValue(value)}
          />
          {isStatic && <StaticSource result={result} files={files} value={draft.value} onChange={draft.setValue} />}
          {description !== null && <p className="help">The module defines {description.kind}.</p>}
          {moduleError !== null && trial.phase !== "failed" && <Failed error={moduleError} />}
        </section>
        <EditorPart draft={draft} schema={schema} names={names} />
        <section className="signer-part" aria-label="What changes">
          <h3>What changes</h3>
          <SignerChanges trial={trial} isWrong={choice === null} isInUse={isInUse} />
          <TakeButtons
            choice={choice}
            trial={canTake ? trial : null}
            value={draft.value}
            onChange={draft.setValue}
            onTake={onTake}
            onCancel={onKeep}
          />
        </section>
      </div>
      <Foot {...props} />
    </section>
  );
}
