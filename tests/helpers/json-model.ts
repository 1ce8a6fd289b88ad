import fc from "fast-check";
import { datum } from "../../src/core/errors.ts";
import type { Sighting, Tally } from "../../src/core/evidence/sighting.ts";
import type { DictEvidence, PythonScalar, SequenceEvidence, ValueEvidence } from "../../src/core/evidence/value-evidence.ts";

/** A JSON value as it is written, with what Python makes of it. */
export type JsonNode =
  | { readonly kind: "scalar"; readonly type: PythonScalar; readonly written: string; readonly text?: string }
  | { readonly kind: "list"; readonly items: readonly JsonNode[] }
  | { readonly kind: "dict"; readonly members: readonly (readonly [written: string, value: JsonNode])[] };

interface Seen<Node> {
  readonly row: number;
  readonly node: Node;
}

/**
 * The evidence of values at one place, counted the plain way: the whole tree in memory, kind by kind. It shares nothing with the reader
 * but the shape of the answer.
 */
export function evidenceOf(seen: readonly Seen<JsonNode>[]): ValueEvidence {
  const ofKind = <Kind extends JsonNode["kind"]>(kind: Kind) =>
    seen.flatMap(({ row, node }) => (node.kind === kind ? [{ row, node: node as Extract<JsonNode, { kind: Kind }> }] : []));
  const scalars = ofKind("scalar");
  const ints = scalars.filter(({ node }) => node.type === "int").map(({ node }) => BigInt(node.written));
  const lone = scalars.find(({ node }) => node.text !== undefined && !node.text.isWellFormed());
  const [lists, dicts] = [ofKind("list"), ofKind("dict")];
  return {
    kind: "values",
    count: seen.length,
    scalars: talliesOf(scalars),
    ...(ints.length > 0 && { integers: { min: ints.reduce((a, b) => (b < a ? b : a)), max: ints.reduce((a, b) => (b > a ? b : a)) } }),
    ...(lone && { loneSurrogate: sightingOf(lone) }),
    ...(lists.length > 0 && { lists: listsOf(lists) }),
    ...(dicts.length > 0 && { dicts: dictsOf(dicts) }),
  };
}

type Scalar = Extract<JsonNode, { kind: "scalar" }>;

function talliesOf(seen: readonly Seen<Scalar>[]): ReadonlyMap<PythonScalar, Tally> {
  const tallies = new Map<PythonScalar, Tally>();
  for (const one of seen) {
    const before = tallies.get(one.node.type);
    tallies.set(one.node.type, { count: (before?.count ?? 0) + 1, first: before?.first ?? sightingOf(one) });
  }
  return tallies;
}

function sightingOf({ row, node }: Seen<Scalar>): Sighting {
  if (node.type === "None") return { row };
  return { row, sample: datum(node.text === undefined ? node.written : node.written.slice(1, -1)) };
}

/** Whether a value has no type before MLflow 2.19, among others of a list. */
function isUntyped(node: JsonNode): boolean {
  if (node.kind === "list") return node.items.every(isUntyped);
  return node.kind === "scalar" && (node.type === "None" || node.type === "nan");
}

function listsOf(seen: readonly Seen<Extract<JsonNode, { kind: "list" }>>[]): SequenceEvidence {
  const lengths = seen.map(({ node }) => node.items.length);
  return {
    tally: { count: seen.length, first: { row: seen[0]?.row ?? 0 } },
    empty: lengths.filter((length) => length === 0).length,
    hollow: 0,
    blank: seen.filter(({ node }) => node.items.length > 0 && node.items.every(isUntyped)).length,
    items: evidenceOf(seen.flatMap(({ row, node }) => node.items.map((item) => ({ row, node: item })))),
    lengths: { min: Math.min(...lengths), max: Math.max(...lengths) },
  };
}

function dictsOf(seen: readonly Seen<Extract<JsonNode, { kind: "dict" }>>[]): DictEvidence {
  // Built by `set`, a Map keeps the last value at the first one's place, as a dict does.
  const dicts = seen.map(({ row, node }) => ({
    row,
    members: new Map(node.members.map(([key, value]) => [JSON.parse(key) as string, value])),
  }));
  const names = [...new Set(dicts.flatMap(({ members }) => [...members.keys()]))];
  const valuesOf = (name: string) =>
    dicts.flatMap(({ row, members }) => {
      const node = members.get(name);
      return node ? [{ row, node }] : [];
    });
  return {
    tally: { count: seen.length, first: { row: seen[0]?.row ?? 0 } },
    empty: dicts.filter(({ members }) => members.size === 0).length,
    keys: new Map(names.map((name) => [name, evidenceOf(valuesOf(name))])),
    absent: new Map(
      names.flatMap((name) => {
        const lacking = dicts.find(({ members }) => !members.has(name));
        return lacking ? [[name, { row: lacking.row }]] : [];
      }),
    ),
  };
}

/** The text of a node; `gap` is what is between its tokens. */
export function written(node: JsonNode, gap: () => string): string {
  switch (node.kind) {
    case "scalar":
      return node.written;
    case "list":
      return `[${gap()}${node.items.map((item) => written(item, gap)).join(`${gap()},${gap()}`)}${gap()}]`;
    case "dict": {
      const members = node.members.map(([key, value]) => `${key}${gap()}:${gap()}${written(value, gap)}`);
      return `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`;
    }
  }
}

const scalar = (type: PythonScalar, text: string): JsonNode => ({ kind: "scalar", type, written: text });

function stringNode(text: string): JsonNode {
  return { kind: "scalar", type: "str", written: JSON.stringify(text), text };
}

const string = fc.oneof(
  fc.constantFrom(
    "",
    "x",
    "abc",
    'quoted "text"',
    "back\\slash",
    "line\nfeed",
    "é",
    "日本語のテキスト",
    "😀",
    "\ud800",
    "\udc00\ud800",
    "\u007f",
  ),
  fc.string({ unit: "binary" }),
  fc.string({ maxLength: 40 }),
);
const digits = fc.oneof(
  fc.nat(99).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String),
  fc.constantFrom("0", "9007199254740993", "99999999999999999999999", "100000000000000000000000"),
);
const sign = fc.constantFrom("", "", "-");
const scalarNode: fc.Arbitrary<JsonNode> = fc.oneof(
  string.map(stringNode),
  fc.tuple(sign, digits).map(([minus, whole]) => scalar("int", minus + whole)),
  fc
    .tuple(sign, digits, fc.constantFrom(".0", ".25", "e5", "E-7", ".5e+30", ".30471707975443135"))
    .map(([minus, whole, rest]) => scalar("float", minus + whole + rest)),
  fc.constantFrom(
    scalar("None", "null"),
    scalar("bool", "true"),
    scalar("bool", "false"),
    scalar("nan", "NaN"),
    scalar("float", "-Infinity"),
  ),
);

/** Keys of records that mostly come in one order; some are written in two ways, some overridden. */
const KEYS = ['"id"', '"a"', '""', '"customer_name"', '"é"', '"\\u00e9"', '"__proto__"', '"x\\"y"', '"\ud83d\ude00"', '"b"'];
type Member = readonly [written: string, value: JsonNode];

const key = fc.constantFrom(...KEYS);

/** Each key once, in the usual order. */
function ordered(members: readonly Member[]): readonly Member[] {
  const byKey = new Map(members);
  return KEYS.flatMap((written) => {
    const value = byKey.get(written);
    return value ? [[written, value] as const] : [];
  });
}

/** Any JSON value, records of like keys above all. */
export const jsonNode: fc.Arbitrary<JsonNode> = fc.letrec<{ node: JsonNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalarNode,
    fc.array(tie("node"), { maxLength: 5 }).map((items): JsonNode => ({ kind: "list", items })),
    fc
      .tuple(fc.array(fc.tuple(key, tie("node")), { maxLength: 6 }), fc.integer({ min: 0, max: 3 }))
      .map(([members, disorder]): JsonNode => ({ kind: "dict", members: disorder === 0 ? members : ordered(members) })),
  ),
})).node;

/** What may be between tokens: mostly what `json.dumps` writes, nothing or a space. */
export const gaps = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<readonly string[]>([""], [" "]) },
  fc.array(fc.constantFrom("", " ", "\t", "  "), { minLength: 1, maxLength: 8 }),
);

/** Hands out the strings in turn, from the first again after the last. */
export function inTurn(strings: readonly string[]): () => string {
  let next = 0;
  return () => strings[next++ % strings.length] ?? "";
}

/** Evidence without the order in which values merge, which the model does not have. */
export function withoutOrder({ merging: _, lists, dicts, ...values }: ValueEvidence): ValueEvidence {
  const keys = dicts && new Map([...dicts.keys].map(([key, value]) => [key, withoutOrder(value)] as const));
  const { merging: __, ...sequence } = lists ?? {};
  return {
    ...values,
    ...(lists ? { lists: { ...(sequence as SequenceEvidence), items: withoutOrder(lists.items) } } : {}),
    ...(dicts && keys ? { dicts: { ...dicts, keys } } : {}),
  };
}
