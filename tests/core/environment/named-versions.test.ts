import { describe, expect, it } from "vitest";
import { isVersionList, versionsIn } from "../../../src/core/environment/named-versions.ts";
import { isVersionFile } from "../../../src/core/environment/version-files.ts";

const BOTH = { mlflow: "3.12.0", pandas: "2.3.3" };

/** Texts that name MLflow 3.12.0 and pandas 2.3.3, each as a program writes it. */
const TEXTS: Readonly<Record<string, string>> = {
  "pip freeze": "absl-py==2.1.0\nmlflow==3.12.0\nmlflow-skinny==3.12.0\nnumpy==2.2.1\npandas==2.3.3\n",
  "pip freeze with paths":
    "mlflow @ file:///croot/mlflow-3.12.0-py311.whl\npandas @ file:///tmp/build/pandas-2.3.3-cp311-cp311-linux.whl\n",
  "pip list": "Package            Version\n------------------ ---------\nmlflow             3.12.0\npandas             2.3.3\n",
  "a model's requirements": "mlflow==3.12.0\ncloudpickle==3.1.1\npandas==2.3.3\nscikit-learn==1.7.2\n",
  "requirements with hashes":
    "pandas==2.3.3 \\\n    --hash=sha256:aa\nmlflow[extras]==3.12.0 ; python_version >= '3.10' \\\n    --hash=sha256:bb\n",
  "conda.yaml":
    "channels:\n- conda-forge\ndependencies:\n- python=3.11.7\n- pip<=24.0\n- pip:\n  - mlflow==3.12.0\n  - pandas==2.3.3\nname: mlflow-env\n",
  "conda env export": "name: env\ndependencies:\n  - mlflow=3.12.0=py311h1\n  - conda-forge::pandas=2.3.3=py311_0\n",
  "conda list": "# Name    Version    Build  Channel\nmlflow    3.12.0     py311  conda-forge\npandas    2.3.3      py311  conda-forge\n",
  "poetry.lock":
    '[[package]]\nname = "mlflow"\nversion = "3.12.0"\n\n[[package]]\nname = "pandas"\nversion = "2.3.3"\n[package.dependencies]\nnumpy = ">=1.26"\n',
  "uv.lock":
    '[[package]]\nname = "mlflow"\nversion = "3.12.0"\nsource = { registry = "" }\n[[package]]\nname = "pandas"\nversion = "2.3.3"\n',
  "Pipfile.lock":
    '{"default": {"mlflow": {"hashes": ["sha256:a"], "version": "==3.12.0"}, "pandas": {"index": "pypi", "version": "==2.3.3"}}}',
  "conda-lock.yml": "package:\n- name: mlflow\n  version: 3.12.0\n  manager: conda\n- name: pandas\n  version: 2.3.3\n",
  "mlflow doctor": "System information: Linux\nPython version: 3.11.7\nMLflow version: 3.12.0\nMLflow dependencies:\n  pandas: 2.3.3\n",
  "pd.show_versions":
    "INSTALLED VERSIONS\n------------------\npython                : 3.11.7\npandas                : 2.3.3\nmlflow                : 3.12.0\n",
  "a warning": "- mlflow (current: 3.15.2, required: mlflow==3.12.0)\n- pandas (current: 3.1.1, required: pandas==2.3.3)\n",
  "a sentence": "we have MLflow 3.12.0 with pandas 2.3.3 on Databricks",
};

describe("the versions that a text names", () => {
  it.each(Object.entries(TEXTS))("are found in %s", (_, text) => {
    expect(versionsIn(text)).toEqual(BOTH);
  });

  it.each([
    "pandas<3,>=1.5",
    "pandas>=2.0",
    "pandas~=2.2",
    "geopandas==1.0.1",
    "sklearn-pandas==2.2.0",
    "pandas-stubs==2.2.3.1",
    "python==3.11.7",
  ])("are none in %s", (text) => {
    expect(versionsIn(text)).toEqual({});
  });

  it("may be one of the two, or a line of releases", () => {
    expect(versionsIn("mlflow 3.12")).toEqual({ mlflow: "3.12" });
    expect(versionsIn("pandas==2.2.*")).toEqual({ pandas: "2.2" });
  });
});

describe("a list of versions", () => {
  it.each(["pip freeze", "pip list", "a model's requirements", "conda.yaml", "conda list", "pd.show_versions"])(
    "is known as such: %s",
    (name) => {
      expect(isVersionList(TEXTS[name] ?? "")).toBe(true);
    },
  );

  it("may be short", () => {
    expect(isVersionList("mlflow 3.12, pandas 2.3.3")).toBe(true);
    expect(isVersionList("MLflow 2.14.3\npandas 2.2.3")).toBe(true);
  });

  it.each([
    "name,version\nmlflow,3.12.0\npandas,2.3.3\n",
    "library,version\npandas,2.3.3\n",
    '{"mlflow": "3.12.0"}',
    "a,b\n1,2\n",
    "numpy==2.2.1\n",
    "1 pandas 2.2\n2 mlflow 3.1\n",
  ])("is not %j", (text) => {
    expect(isVersionList(text)).toBe(false);
  });
});

describe("a file of versions", () => {
  it.each([
    "requirements.txt",
    "model/requirements.txt",
    "requirements-dev.txt",
    "dev-requirements.txt",
    "conda.yaml",
    "python_env.yaml",
    "uv.lock",
    "Pipfile.lock",
    "conda-lock.yml",
    "pylock.toml",
  ])("is known by its name: %s", (name) => {
    expect(isVersionFile(name)).toBe(true);
  });

  it.each(["params.yaml", "X.csv", "my-conda.yaml.csv", "MLmodel", "notes.txt"])("is not %s", (name) => {
    expect(isVersionFile(name)).toBe(false);
  });
});
