import { describe, expect, it } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import type { Exporter } from "../../../src/core/exporters/exporter.ts";
import { EXPORT_FORMATS, EXPORT_FORMS, EXPORTERS, exporterOf } from "../../../src/core/exporters/registry.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import { DOWNLOADS } from "../../../src/ui/store/output/output-names.ts";
import { commandText, EXPORTS, exportText, fileOf } from "../../../src/ui/store/selectors/exports.ts";
import { EMPTY_PAGE } from "../../helpers/page-parts.ts";

const all: readonly Exporter[] = EXPORTERS;
const onPage = all.filter(({ label }) => label !== null);

const inputs = await readSide([sourceFromBytes(new TextEncoder().encode("amount\n1\n"), "X.csv")], DEFAULT_SETTINGS, {});
const { signature } = signSides({ inputs }, new InferSigner());
const MLMODEL = "flavors: {}\nmodel_id: m-1\n";

const signed = (mlmodel: string | null) =>
  ({ signature, inputs: { ...inputs.settings, read: inputs.pythonRead }, declared: [], mlmodel }) as const;

describe("the exporters", () => {
  it.each(all)("$id writes the signature, and uses an MLmodel as it says", async ({ write, takesMlmodel, infers }) => {
    const plain = await write(signed(null));
    expect(plain).toContain(infers === true ? "infer_signature(model_input=inputs)" : "amount");
    expect(plain.endsWith("\n")).toBe(true);
    expect((await write(signed(MLMODEL))) !== plain).toBe(takesMlmodel === true);
  });

  it("have ids, labels and command options of their own", () => {
    const unique = (values: readonly unknown[]) => new Set(values).size === values.length;
    expect(unique(all.map(({ id }) => id))).toBe(true);
    expect(unique(onPage.map(({ label }) => label))).toBe(true);
    expect(unique(all.map(({ cli }) => `${cli.format} ${cli.form}`))).toBe(true);
    for (const exporter of all) expect(exporterOf(exporter.cli.format, exporter.cli.form)).toBe(exporter);
  });

  it("have one default in each format", () => {
    for (const format of EXPORT_FORMATS) {
      const found = all.filter(({ cli }) => cli.format === format && (cli.form === undefined || cli.isDefault === true));
      expect([format, found]).toEqual([format, [exporterOf(format)]]);
    }
    expect(exporterOf("python", "unknown")).toBeUndefined();
  });
});

describe("the page and the command", () => {
  it("list the same outputs", async () => {
    expect(EXPORTS).toEqual(onPage.map(({ label }) => label));
    let help = "";
    await run(["--help"], { out: (text) => (help += text), err: () => undefined });
    expect(/\[--format (.*?)\]/.exec(help)?.[1]?.split("|")).toEqual(EXPORT_FORMATS);
    expect(/\[--form (.*?)\]/.exec(help)?.[1]?.split("|")).toEqual(EXPORT_FORMS);
    for (const { cli } of all) expect(help).toContain(cli.about);
  });

  it.each(EXPORTS)("write the same for %s", async (name) => {
    const exporter = all.find(({ label }) => label === name) as Exporter;
    expect(await exportText(name, EMPTY_PAGE, signature)).toBe(await exporter.write({ signature, declared: [], mlmodel: null }));
    const words = commandText(name, EMPTY_PAGE).split(" ");
    const optionOf = (option: string) => (words.includes(option) ? words[words.indexOf(option) + 1] : undefined);
    expect(exporterOf(optionOf("--format") ?? "", optionOf("--form"))).toBe(exporter);
    expect(DOWNLOADS).toContain(fileOf(name));
  });
});
