import { describe, expect, it } from "vitest";
import { declaredDtypes } from "../../../src/core/edit/declared-dtypes.ts";
import { isSignetError } from "../../../src/core/errors.ts";

const dtypes = (source: string) => Object.fromEntries(declaredDtypes(source).columns);

describe("declared dtypes", () => {
  it.each<[string, Record<string, string>]>([
    ["{'price': 'float32', \"n\": 'Int64'}", { price: "float32", n: "Int64" }],
    ["{'a': float, 'b': np.float32, 'c': str}", { a: "float", b: "float32", c: "str" }],
    ["df = df.astype({'a': 'int32'})", { a: "int32" }],
    ["dtypes = {\n  'a': 'category',  # kinds\n}", { a: "category" }],
    ["{'a:b, float': 'int8'}", { "a:b, float": "int8" }],
  ])("reads a dict: %s", (source, expected) => {
    expect(dtypes(source)).toEqual(expected);
  });

  it("reads a model's class, with aliases, and leaves the index out", () => {
    const source = `
class InputsSchema(Schema):
    """Schema for the project inputs."""

    instant: papd.Index[papd.UInt32] = pa.Field(ge=0)
    dteday: papd.Series[papd.DateTime] = pa.Field()
    season: papd.Series[papd.UInt8] = pa.Field(isin=[1, 2, 3, 4])
    holiday: papd.Series[papd.Bool] = pa.Field()
    temp: papd.Series[papd.Float16] = pa.Field(ge=0, le=1)  # scaled
    casual: Series[pa.Int64] = pa.Field(
        ge=0,
        alias="Casual riders",
    )
    when: Optional[Series[pd.Int64Dtype]] = pa.Field(nullable=True)
    size: int
    what: Series[MyOwn] = pa.Field()

    class Config:
        strict = True
        coerce = True

    @pa.check("season")
    def check_it(cls, series: Series[int]) -> Series[bool]:
        return series > 0
`;
    const { columns, left } = declaredDtypes(source);
    expect(Object.fromEntries(columns)).toEqual({
      dteday: "datetime64[ns]",
      season: "uint8",
      holiday: "bool",
      temp: "float16",
      "Casual riders": "int64",
      when: "Int64",
      size: "int64",
    });
    expect(left).toEqual(["what"]);
  });

  it("reads a DataFrameSchema", () => {
    const source = `schema = pa.DataFrameSchema({
      "a": pa.Column(int, pa.Check.isin([1, 2, "x, y)"]), nullable=True),
      'b': Column("Int64", nullable=True),
      "c": pa.Column(dtype=pa.Float32),
      "d": pa.Column(nullable=True),
      "e": pa.Column(pd.StringDtype(), required=False),
    }, index=pa.Index(int), coerce=True)`;
    const { columns, left } = declaredDtypes(source);
    expect(Object.fromEntries(columns)).toEqual({ a: "int64", b: "Int64", c: "float32", e: "string" });
    expect(left).toEqual(["d"]);
  });

  it("reads the lines of a class without its head", () => {
    expect(dtypes("a: Series[int]\nb: Series[pa.Float32] = pa.Field(alias='x, y')\n")).toEqual({ a: "int64", "x, y": "float32" });
  });

  it("reads texts with quotes of their own, last commas, and names none of whose dtype it knows", () => {
    const source = String.raw`DataFrameSchema({
      "a": pa.Column(int, description="x\", y)"),
      "b": pa.Column("Int64",),
      "c": pa.Column(make(1)),
      "d": pa.Column(float, checks=[lambda s: s[0] > 1]),
    })`;
    const { columns, left } = declaredDtypes(source);
    expect(Object.fromEntries(columns)).toEqual({ a: "int64", b: "Int64", d: "float64" });
    expect(left).toEqual(["c"]);
  });

  it("leaves out what a dict gives no dtype for", () => {
    const { columns, left } = declaredDtypes("{'a': 'int8', 'b': 1}");
    expect([Object.fromEntries(columns), left]).toEqual([{ a: "int8" }, ["b"]]);
  });

  it.each(["", "price: float", "[1, 2]", "{}", "import os; os.remove('x')", "class A:\n    pass\n", "{'a': __import__('os')}"])(
    "refuses %j, and runs nothing",
    (source) => {
      let refusal: unknown;
      try {
        declaredDtypes(source);
      } catch (error) {
        refusal = error;
      }
      expect(isSignetError(refusal, "InvalidOption")).toBe(true);
    },
  );
});
