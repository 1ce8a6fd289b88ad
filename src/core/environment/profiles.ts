import { CURRENT, type Environment } from "./environment.ts";

/** An environment that many have, under a name. */
export interface Profile {
  /** How `--environment` names it. */
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  /** The platforms that ship it, or one that answers the same. */
  readonly platforms: readonly string[];
}

/** The profiles of the list, the current one first. */
export const PROFILES: readonly Profile[] = [
  { id: "current", name: "MLflow 3.17 and later with pandas 3", environment: CURRENT, platforms: [] },
  {
    id: "mlflow-3",
    name: "MLflow 2.21 to 3.16 with pandas 2",
    environment: { mlflow: "3.15.2", pandas: "2.3.3" },
    platforms: ["Databricks Runtime 16.4 LTS ML to 19 ML", "Microsoft Fabric 2.0"],
  },
  {
    id: "mlflow-2",
    name: "MLflow 2.10 to 2.18 with pandas 2",
    environment: { mlflow: "2.14.3", pandas: "2.2.3" },
    platforms: ["Microsoft Fabric 1.3", "Azure Synapse 3.5"],
  },
  {
    id: "pandas-1.5",
    name: "MLflow 2.10 to 2.18 with pandas 1.5",
    environment: { mlflow: "2.14.3", pandas: "1.5.3" },
    platforms: ["Databricks Runtime 15.4 LTS ML", "Azure ML AutoML"],
  },
];
