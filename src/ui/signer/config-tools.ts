import template from "../../../docs/signer-template.mjs?raw";
import { signerJsonSchema } from "../../core/signers/choice.ts";
import { type FormSchema, formSchemaFrom } from "./form/schema.ts";

/** What knows the strategies' configs; loaded after the first paint, with the schemas that it needs. */

/** The module that authors of signers start from. */
export const SIGNER_TEMPLATE = template;

/** The JSON Schema of a config file as it is published. */
export const schemaText = (): string => `${JSON.stringify(signerJsonSchema(), null, 2)}\n`;

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
