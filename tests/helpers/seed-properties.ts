// Random tests repeat: the same cases in each run, others with SEED=…, as conformance asks for.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
