import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, baseOfSignature, type EditBase } from "../../../src/core/edit/apply-edits.ts";
import { isSignetError } from "../../../src/core/errors.ts";
import { FALLBACK } from "../../../src/core/mlflow/fallback.ts";
import { signatureToDict } from "../../../src/core/mlflow/signature-json.ts";
import { specKeys } from "../../../src/core/mlflow/spec-keys.ts";
import type { ColSpec } from "../../../src/core/mlflow/types.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import {
  mergeComments,
  type Review,
  type ReviewComment,
  SEVERITIES,
  type SideProvenance,
  type SideReasons,
  signatureOfReview,
} from "../../../src/core/review/review.ts";
import { reviewFromJson, reviewToJson } from "../../../src/core/review/review-format.ts";
import { reviewFromText, reviewToFragment } from "../../../src/core/review/review-link.ts";
import { isReviewText } from "../../../src/core/review/review-text.ts";
import { VERSIONS } from "../../../src/core/review/versions.ts";
import { signatureWithEdits } from "../../helpers/random-edits.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

const comment: ReviewComment = {
  id: "n1",
  side: "inputs",
  key: '"a"',
  text: "Why a long? 🤔",
  state: "open",
  author: "Ana",
  replies: [{ text: "It is an id.", author: "" }],
};

const reviewOf = (base: EditBase, edits: Review["edits"] = []): Review => ({
  base,
  edits,
  provenance: {
    inputs: {
      files: ["X train.csv"],
      rows: 12,
      format: "csv",
      options: new Map([["sep", ";"]]),
      preprocessing: {
        astype: new Map([["a", "float64"]]),
        rename: new Map<bigint | string, string>([
          ["Unnamed: 0", "row"],
          [3n, "c"],
        ]),
        drop: ["id", 7n],
        optional: ["b"],
        to: "numpy",
      },
    },
    outputs: { files: ["y.npy"], rows: null, format: "numpy", options: new Map(), preprocessing: { astype: "float32" } },
    strategy: '{"KIND":"InferSigner"}',
    versions: VERSIONS,
    date: "2026-11-24T20:00:00.000Z",
  },
  comments: [comment],
  counts: {
    inputs: new Map([
      ['"a"', { missing: 3, decidingRow: 48_211 }],
      ['"b"', { missing: 0 }],
    ]),
  },
  reasons: { inputs: new Map(), outputs: new Map() },
  problems: [],
  leftOut: { reasons: 0, problems: 0 },
});

const line = fc.string({ unit: "binary", maxLength: 40 });
/** Any reasons for the rows of a signature, and any problems about its columns, others, and params. */
const findingsOf = (base: EditBase): fc.Arbitrary<Pick<Review, "reasons" | "problems" | "leftOut">> => {
  const sideReasons = (side: "inputs" | "outputs"): fc.Arbitrary<SideReasons> => {
    const keys = specKeys(base[side]?.specs ?? []);
    if (keys.length === 0) return fc.constant(new Map());
    const reason = fc.tuple(fc.constantFrom(...keys), fc.array(line, { minLength: 1, maxLength: 4 }));
    return fc.array(reason, { maxLength: keys.length }).map((pairs) => {
      const byKey = new Map(pairs);
      return new Map(keys.flatMap((key) => (byKey.has(key) ? [[key, byKey.get(key) ?? []] as const] : [])));
    });
  };
  const problem = fc.constantFrom("inputs" as const, "outputs" as const, "params" as const).chain((side) => {
    const own = side === "params" ? [] : (base[side]?.specs ?? []).map(({ name }) => name ?? null);
    const column = own.length === 0 ? fc.string() : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...own) }, fc.string());
    return fc.record({
      kind: fc.string({ maxLength: 20 }),
      severity: fc.constantFrom(...SEVERITIES),
      side: fc.constant(side),
      columns: fc.array(column, { maxLength: 12 }),
      message: line,
    });
  });
  return fc.record({
    reasons: fc.record({ inputs: sideReasons("inputs"), outputs: sideReasons("outputs") }),
    problems: fc.array(problem, { maxLength: 6 }),
    leftOut: fc.record({ reasons: fc.nat(), problems: fc.nat() }),
  });
};

const withFindings = signatureWithEdits.chain(({ base, edits }) =>
  fc.record({ base: fc.constant(base), edits: fc.constant(edits), findings: findingsOf(base) }),
);

const columns = (names: readonly string[]): EditBase =>
  baseOfSignature({
    inputs: {
      kind: "columns",
      specs: names.map(
        (name, index): ColSpec => ({
          kind: "column",
          name,
          type: { kind: "scalar", name: index % 3 === 0 ? "long" : "double" },
          required: index % 2 === 0,
        }),
      ),
    },
    outputs: null,
    params: null,
  });

describe("a review", () => {
  it("says the versions that are pinned", () => {
    const requirements = readFileSync(join(root, "tests", "conformance", "requirements.txt"), "utf-8");
    expect(requirements).toContain(`mlflow==${VERSIONS.mlflow}`);
    expect(requirements).toContain(`pandas==${VERSIONS.pandas}`);
    expect(JSON.parse(readFileSync(join(root, "package.json"), "utf-8")).version).toBe(VERSIONS.signet);
  });

  it("comes through a link as it was", async () => {
    await fc.assert(
      fc.asyncProperty(withFindings, async ({ base, edits, findings }) => {
        const { refused } = applyEdits(base, edits);
        const made = reviewOf(
          base,
          edits.filter((_, index) => !refused.some((one) => one.index === index)),
        );
        const review: Review = { ...made, ...findings };
        const back = await reviewFromText(`https://signet.example/page/${await reviewToFragment(review)}`);
        expect(signatureToDict(signatureOfReview(back))).toEqual(signatureToDict(signatureOfReview(review)));
        expect(back.edits).toEqual(review.edits);
        expect(back.provenance).toEqual(review.provenance);
        expect([back.comments, back.counts]).toEqual([review.comments, review.counts]);
        expect([back.reasons, back.problems, back.leftOut]).toEqual([review.reasons, review.problems, review.leftOut]);
        expect(reviewToJson(back)).toBe(reviewToJson(review));
      }),
      { numRuns: 150 },
    );
  });

  it("opens as it did before links had reasons and problems", () => {
    const { reasons, problems, ...before } = JSON.parse(reviewToJson(reviewOf(columns(["a", "b"]))));
    expect([reasons, problems]).toEqual([expect.anything(), expect.anything()]);
    expect(reviewFromJson(JSON.stringify({ ...before, signet: "review 1" }))).toEqual(reviewOf(columns(["a", "b"])));
  });

  it("keeps the rows that would be, where MLflow falls back, and where nothing could be said", () => {
    const specs: ColSpec[] = [{ kind: "column", name: "a", type: { kind: "any" }, required: true }];
    for (const schema of [FALLBACK, null]) {
      const back = reviewFromJson(
        reviewToJson(reviewOf({ inputs: { schema: structuredClone(schema), specs }, outputs: null, params: null })),
      );
      expect(back.base.inputs).toEqual({ schema, specs });
    }
  });

  it("leaves the cells that reader options spell where the file is, and says that they were set", async () => {
    const review = reviewOf(columns(["a"]));
    const secret: Review = {
      ...review,
      provenance: {
        ...review.provenance,
        inputs: {
          files: ["X.csv"],
          rows: 12,
          format: "csv",
          options: new Map<string, PythonValue>([
            ["sep", ";"],
            ["na_values", new Map([["a", ["SECRET"]]])],
            ["false_values", ["SECRET"]],
          ]),
          preprocessing: {},
        },
        outputs: {
          files: ["y.csv"],
          rows: 12,
          format: "csv",
          options: new Map<string, PythonValue>([["true_values", ["SECRET"]]]),
          preprocessing: {},
        },
      },
    };
    expect(reviewToJson(secret)).not.toContain("SECRET");
    const { inputs, outputs } = (await reviewFromText(await reviewToFragment(secret))).provenance;
    expect(inputs).toMatchObject({ options: new Map([["sep", ";"]]), withheld: ["na_values", "false_values"] });
    expect(outputs).toMatchObject({ options: new Map(), withheld: ["true_values"] });
  });

  it("goes on saying so when it is shared again", () => {
    const review = reviewOf(columns(["a"]));
    const inputs: SideProvenance = {
      files: ["X.csv"],
      rows: 12,
      format: "csv",
      options: new Map([["true_values", ["SECRET"]]]),
      withheld: ["na_values"],
      preprocessing: {},
    };
    const again = reviewFromJson(reviewToJson({ ...review, provenance: { ...review.provenance, inputs } }));
    expect(again.provenance.inputs).toEqual({ ...inputs, options: new Map(), withheld: ["na_values", "true_values"] });
  });

  it("fits 500 columns into 16 KB", async () => {
    const words = [
      "customer",
      "order",
      "mean",
      "lag",
      "rolling",
      "price",
      "share",
      "count",
      "days",
      "since",
      "last",
      "first",
      "std",
      "ratio",
    ];
    const names = Array.from(
      { length: 500 },
      (_, index) => `${words[(index * 7) % 14]}_${words[(index * 5 + 3) % 14]}_${words[(index * 11 + 1) % 14]}_${(index * 7919) % 1009}d`,
    );
    const fragment = await reviewToFragment(reviewOf(columns(names)));
    expect(fragment.length).toBeLessThan(8 * 1024);
    // The worst that names can be: nothing in them repeats.
    const random = Array.from({ length: 500 }, (_, index) =>
      BigInt.asUintN(96, BigInt(index + 1) ** 13n * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(36),
    );
    expect((await reviewToFragment(reviewOf(columns(random)))).length).toBeLessThan(16 * 1024);
  });

  it("is known by its fragment or its first key, and by nothing else", async () => {
    const review = reviewOf(columns(["a"]));
    expect(isReviewText(await reviewToFragment(review))).toBe(true);
    expect(isReviewText(reviewToJson(review))).toBe(true);
    expect(isReviewText('{"inputs": "[]"}')).toBe(false);
    expect(isReviewText("a,b\n1,2\n")).toBe(false);
  });
});

describe("a review from anyone", () => {
  const refusal = async (source: string): Promise<string> => {
    try {
      await reviewFromText(source);
      return "opened";
    } catch (error) {
      if (isSignetError(error, "InvalidModel")) return error.message;
      throw error;
    }
  };
  const packed = (text: string) => `#review=${deflateRawSync(text).toString("base64url")}`;

  it("is refused in words where the link was cut", async () => {
    const fragment = await reviewToFragment(reviewOf(columns(["a", "b", "c"])));
    expect(await refusal(fragment.slice(0, -20))).toContain("The link is damaged");
    expect(await refusal("#review=")).toMatch(/damaged|not JSON/);
    expect(await refusal("#review=A")).toContain("The link is damaged");
  });

  it("is refused where it unpacks to more than a signature needs", async () => {
    expect(await refusal(packed(" ".repeat(40 << 20)))).toContain("more than any signature needs");
  });

  it.each([
    ["null", "cannot open this review"],
    ['{"signet":"review 3"}', "(at signet)"],
    [reviewToJson(reviewOf(columns(["a"]))).replace('"rows":12', '"rows":-1'), "(at from.inputs.rows)"],
    [reviewToJson(reviewOf(columns(["a"]))).replace('"signs":"rows"', '"signs":"rows","values":[1]'), "(at inputs)"],
    [reviewToJson(reviewOf(columns(["a"]))).replace('\\"long\\"', '\\"<script>\\"'), "Unsupported type"],
    [reviewToJson(reviewOf(columns(["a"]))).replace("2026-11-24T20:00:00.000Z", "yesterday"), "(at from.date)"],
  ])("is refused with the place of its fault: %s", async (json, reason) => {
    expect(await refusal(packed(json))).toContain(reason);
  });

  it("is either opened or refused, whatever is changed in it", async () => {
    const whole = reviewToJson(
      reviewOf(columns(["a", "__proto__", "constructor"]), [{ kind: "drop", side: "inputs", at: [{ key: '"a"' }] }]),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.constantFrom("", '"', "}", "[", "0", "-", "\\", "null", "a"), async (at, put) => {
        const review = await reviewFromText(packed(whole.slice(0, at) + put + whole.slice(at + 1))).catch((error: unknown) => {
          expect(isSignetError(error, "InvalidModel")).toBe(true);
          return null;
        });
        if (review !== null) expect(() => signatureToDict(signatureOfReview(review))).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });

  it("cannot hang a tensor's shape on what is no number", async () => {
    const base = baseOfSignature({
      inputs: { kind: "tensors", specs: [{ kind: "tensor", dtype: "int8", shape: [-1, 3] }] },
      outputs: null,
      params: null,
    });
    expect(await refusal(packed(reviewToJson(reviewOf(base)).replace("[-1, 3]", '[\\"x\\"]')))).toContain("not a whole number");
  });
});

describe("comments of two reviews", () => {
  it("are joined: none is lost, a decision stays, and the longer talk is kept", () => {
    const mine: ReviewComment = { ...comment, state: "accepted", replies: [] };
    const other: ReviewComment = { ...comment, id: "n2", text: "And this?" };
    expect(mergeComments([mine], [comment, other])).toEqual([{ ...comment, state: "accepted" }, other]);
  });
});
