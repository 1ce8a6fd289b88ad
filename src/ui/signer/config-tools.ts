import template from "../../../docs/signer-template.mjs?raw";
import { SIGNER_CHOICE, signerJsonSchema } from "../../core/signers/choice.ts";
import { writeSignerConfig } from "../../core/signers/config-text.ts";
import type { RememberedSigner } from "../store/effects/remembered.ts";
import type { ChosenSigner } from "../store/state/chosen-signer.ts";
import { isDict } from "./form/json-value.ts";
import { type FormSchema, formSchemaFrom } from "./form/schema.ts";

/** What knows the strategies' configs; loaded after the first paint, with the schemas that it needs. */

/** The module that authors of signers start from. */
export const SIGNER_TEMPLATE = template;

/** The JSON Schema of a config file as it is published. */
export const schemaText = (): string => `${JSON.stringify(signerJsonSchema(), null, 2)}\n`;

/** The text of a config beside the signature: what was chosen, without the modules that it names. */
export const configText = ({ choice }: ChosenSigner): string => writeSignerConfig(choice, "yaml");

/** What a form asks for: the value under `signer`. */
export const SIGNER_FORM: FormSchema = (() => {
  const document = formSchemaFrom(signerJsonSchema());
  const signer = document.kind === "object" ? document.properties.find(({ name }) => name === "signer") : undefined;
  return signer?.schema ?? document;
})();

/** What a text may be: a file with the key `signer`, or the inner mapping alone. */
export function textSchema(signer: FormSchema): FormSchema {
  const described = { title: null, description: null, fallback: undefined };
  const file: FormSchema = { kind: "object", properties: [{ name: "signer", schema: signer, isRequired: true }], ...described };
  return { kind: "union", members: [file, ...(signer.kind === "union" ? signer.members : [signer])], ...described };
}

function parsed(text: string): RememberedSigner | null {
  try {
    const value: unknown = JSON.parse(text);
    return isDict(value) && isDict(value.files) ? { choice: value.choice, files: value.files } : null;
  } catch {
    return null;
  }
}

/** A choice that was kept in the browser, once it is checked; null where it is none, or of another version. */
export function readRemembered(text: string): ChosenSigner | null {
  const kept = parsed(text);
  const choice = SIGNER_CHOICE.safeParse(kept?.choice);
  if (kept === null || !choice.success) return null;
  const files = Object.entries(kept.files).flatMap(([name, source]) => (typeof source === "string" ? [[name, source] as const] : []));
  return { choice: choice.data, files: new Map(files) };
}
