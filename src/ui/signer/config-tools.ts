import template from "../../../docs/signer-template.mjs?raw";
import { signerJsonSchema } from "../../core/signers/choice.ts";
import { type FormSchema, formSchemaFrom } from "./form/schema.ts";

/** The module for the strategies' configs, loaded with its schemas after the first paint. */

/** The module that authors of signers start from. */
export const SIGNER_TEMPLATE = template;

/** The JSON Schema of a config file as it is published. */
export const schemaText = (): string => `${JSON.stringify(signerJsonSchema(), null, 2)}\n`;

/** The schema of the form: the value under `signer`. */
export const SIGNER_FORM: FormSchema = (() => {
  const document = formSchemaFrom(signerJsonSchema());
  const signer = document.kind === "object" ? document.properties.find(({ name }) => name === "signer") : undefined;
  return signer?.schema ?? document;
})();

/** The schema of a text: a file with the key `signer`, or only the inner mapping. */
export function textSchema(signer: FormSchema): FormSchema {
  const described = { title: null, description: null, fallback: undefined };
  const file: FormSchema = { kind: "object", properties: [{ name: "signer", schema: signer, isRequired: true }], ...described };
  return { kind: "union", members: [file, ...(signer.kind === "union" ? signer.members : [signer])], ...described };
}
