import { nearestOf } from "../nearest.ts";
import { defineSigner, type SignerDefinition, z } from "./define-signer.ts";

/** What is inside the interpreter before a user's module is loaded: what the module is given, and how the host asks it. */

export { defineSigner, z };

// Taken before the user's code can change them.
const { parse, stringify } = JSON;
const { keys } = Object;
Object.assign(globalThis, { defineSigner, z });

const NOTHING = z.strictObject({});

function definitionOf(exported: unknown): SignerDefinition {
  // Checked part by part below; the module may export anything.
  const { kind, sign } = (exported ?? {}) as Partial<SignerDefinition>;
  if (typeof kind !== "string" || typeof sign !== "function")
    throw new TypeError("The module's default export is not a signer: write export default defineSigner({ kind, sign }).");
  return exported as SignerDefinition;
}

/** The signer's name and its config's JSON Schema, as JSON. */
export function describe(exported: unknown): string {
  const { kind, config = NOTHING } = definitionOf(exported);
  return stringify({ kind, config: z.toJSONSchema(config, { io: "input", unrepresentable: "any" }) });
}

/** The keys of an object's schema; none where the config is something else. */
const keysOf = (config: z.ZodType): readonly string[] => (config instanceof z.ZodObject ? keys(config.shape) : []);

/** What is wrong with a config in one place; of a key that is unknown, with the nearest that is not. */
function issueOf(config: z.ZodType, issue: z.core.$ZodIssue): { readonly path: readonly string[]; readonly message: string } {
  const path = issue.path.map(String);
  const allowed = path.length === 0 ? keysOf(config) : [];
  if (issue.code !== "unrecognized_keys" || allowed.length === 0) return { path, message: issue.message };
  const [key = ""] = issue.keys;
  return { path, message: `there is no key ${key}; the nearest is ${nearestOf(key, allowed)}` };
}

/** Runs the signer on arguments given as JSON; resolves to its answer, or to what is wrong with the config, as JSON. */
export async function run(exported: unknown, json: string): Promise<string> {
  const { config = NOTHING, sign } = definitionOf(exported);
  const args = parse(json);
  const checked = config.safeParse(args.config);
  if (!checked.success) {
    return stringify({ kind: "config", issues: checked.error.issues.map((issue) => issueOf(config, issue)) });
  }
  const answer = await sign({ ...args, config: checked.data });
  return stringify({ kind: "answer", answer: answer ?? null });
}
