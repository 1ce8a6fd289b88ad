import { type Document, isMap, isScalar, LineCounter, stringify } from "yaml";
import { defined, must } from "../defined.ts";
import { datum, SignetError, type Text, text } from "../errors.ts";
import { DATA_SIDES } from "../mlflow/parts.ts";
import { readYaml, YamlFault, yamlValue } from "../python/yaml-text.ts";
import { SIGNER_CHOICE, type SignerChoice } from "./choice.ts";
import { nearestOf } from "./nearest.ts";
import { STRATEGIES } from "./registry.ts";
import type { z } from "./zod.ts";

/** Characters of a config that are read. */
const MAX_CONFIG = 1 << 20;

type Path = readonly PropertyKey[];

/** A config's text as it is read, to say of every mistake in which line it is. */
interface Source {
  readonly name: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The line of a value, or of the key that `path` ends in; undefined where the text has neither. */
function lineOf({ document, lines }: Source, path: Path): number | undefined {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const last = path.at(-1);
  const key = isMap(parent) ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key : undefined;
  // A node of the document has a range once it was parsed from text.
  const node = (isScalar(key) ? key : document.getIn(path, true)) as { readonly range?: readonly number[] | null } | undefined;
  const start = node?.range?.[0];
  return start === undefined ? undefined : lines.linePos(start).line;
}

function invalid(source: Source, path: Path, message: Text, remedy: string): SignetError {
  const line = lineOf(source, path);
  const at = line === undefined ? source.name : `${source.name}, line ${line}`;
  return new SignetError("InvalidOption", [`${at}: `, ...message], {
    place: { file: source.name, ...defined({ line }) },
    remedy,
  });
}

const listed = (words: readonly string[]) => words.join(", ");

function unknownKey(source: Source, path: Path, owner: string, allowed: readonly string[]): SignetError {
  const key = String(path.at(-1));
  const message = text`${owner} has no key ${datum(key)}; the nearest is ${nearestOf(key, allowed)}.`;
  return invalid(source, path, message, `Its keys are ${listed(allowed)}.`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const KINDS = STRATEGIES.map(({ KIND }) => KIND);

/** The schema at a path below a config's own, through what may be absent or has a default; undefined where the path leaves what is known. */
function shapeAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: z.core.$ZodType = schema;
  const inner = () => {
    for (;;) {
      const { def } = at._zod;
      if ("innerType" in def) at = def.innerType as z.core.$ZodType;
      else return def as { readonly shape?: Record<string, z.core.$ZodType>; readonly element?: z.core.$ZodType };
    }
  };
  for (const step of path) {
    const { shape, element } = inner();
    const next = typeof step === "number" ? element : shape?.[String(step)];
    if (next === undefined) return [];
    at = next;
  }
  return Object.keys(inner().shape ?? {});
}

function fromIssue(source: Source, base: Path, schema: z.ZodType, kind: string, issue: z.core.$ZodIssue): SignetError {
  const path = [...base, ...issue.path];
  const owner = issue.path.length === 0 ? kind : `${kind}'s ${issue.path.filter((step) => typeof step !== "number").join(".")}`;
  if (issue.code === "unrecognized_keys") return unknownKey(source, [...path, must(issue.keys[0])], owner, shapeAt(schema, issue.path));
  const allowed = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const given: unknown = source.document.getIn(path);
  const nearest = allowed.length > 0 && typeof given === "string" ? ` The nearest is ${nearestOf(given, allowed)}.` : "";
  return invalid(
    source,
    path,
    text`${owner}: ${issue.message}.${nearest}`,
    allowed.length > 0 ? `Choose one of ${listed(allowed)}.` : "Correct the value.",
  );
}

/** Checks one signer's config, whose place in the text is `path`. */
function checkConfig(source: Source, given: unknown, path: Path): void {
  if (!isObject(given)) throw invalid(source, path, text`A signer is a mapping with a KIND.`, "Write signer: {KIND: InferSigner}.");
  const { KIND } = given;
  const remedy = `Choose one of ${listed(KINDS)}.`;
  if (KIND === undefined) {
    const like = Object.keys(given).find((key) => key.toUpperCase() === "KIND");
    throw invalid(source, path, text`The signer has no KIND.${like === undefined ? "" : ` It has ${like}, and capitals count.`}`, remedy);
  }
  const strategy = STRATEGIES.find((one) => one.KIND === KIND);
  if (strategy === undefined)
    throw invalid(
      source,
      [...path, "KIND"],
      text`There is no signer ${datum(String(KIND))}; the nearest is ${nearestOf(String(KIND), KINDS)}.`,
      remedy,
    );
  const schema: z.ZodType = strategy.config;
  const [issue] = schema.safeParse(given).error?.issues ?? [];
  if (issue !== undefined) throw fromIssue(source, path, schema, strategy.KIND, issue);
}

function checkChoice(source: Source, given: unknown, path: Path): SignerChoice {
  if (isObject(given) && !("KIND" in given) && DATA_SIDES.some((side) => side in given)) {
    const unknown = Object.keys(given).find((key) => !DATA_SIDES.some((side) => side === key));
    if (unknown !== undefined) throw unknownKey(source, [...path, unknown], "One signer per side", DATA_SIDES);
    for (const side of DATA_SIDES) if (given[side] !== undefined) checkConfig(source, given[side], [...path, side]);
  } else checkConfig(source, given, path);
  return SIGNER_CHOICE.parse(given);
}

/** A config's document and its value; of keys that are written twice, YAML's reader says where. */
function readText(written: string, name: string, lineCounter: LineCounter): { readonly document: Document; readonly given: unknown } {
  if (written.length > MAX_CONFIG)
    throw new SignetError(
      "InvalidOption",
      text`${name} has more than ${MAX_CONFIG.toLocaleString("en")} characters, which no config needs.`,
      {
        place: { file: name },
        remedy: "Give the config alone.",
      },
    );
  try {
    const document = readYaml(written, { lineCounter, merge: false, uniqueKeys: true });
    return { document, given: yamlValue(document) };
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const { line } = error;
    throw new SignetError("InvalidOption", text`${name} is neither JSON nor YAML: ${datum(error.message)}`, {
      place: { file: name, ...defined({ line }) },
      remedy: "Correct the text.",
    });
  }
}

/**
 * A signer's config from its text, JSON or YAML: `signer: {KIND: …}`, or only the inner mapping. `name` is the file's, for messages.
 * Throws `InvalidOption` for the first mistake, with its line, what was found and the nearest that is allowed.
 */
export function parseSignerConfig(written: string, name = "the config"): SignerChoice {
  const lines = new LineCounter();
  const { document, given } = readText(written, name, lines);
  const source: Source = { name, document, lines };
  if (!isObject(given) || "KIND" in given || !("signer" in given)) {
    const like = isObject(given) && !("KIND" in given) && !DATA_SIDES.some((side) => side in given) ? Object.keys(given)[0] : undefined;
    if (like !== undefined && nearestOf(like, ["signer", "KIND"]) === "signer") throw unknownKey(source, [like], "The config", ["signer"]);
    return checkChoice(source, given, []);
  }
  const further = Object.keys(given).find((key) => key !== "signer");
  if (further !== undefined) throw unknownKey(source, [further], "The config", ["signer"]);
  return checkChoice(source, given.signer, ["signer"]);
}

/** A choice as text that {@link parseSignerConfig} reads back as the same. */
export function writeSignerConfig(choice: SignerChoice, format: "json" | "yaml"): string {
  const document = { signer: choice };
  return format === "json" ? `${JSON.stringify(document, null, 2)}\n` : stringify(document, { lineWidth: 0 });
}
