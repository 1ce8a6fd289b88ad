import { useEffect, useEffectEvent, useState } from "react";
import { text } from "../core/errors.ts";
import { loadSparkJob } from "../core/exporters/spark-job.ts";
import type { SignetClient } from "../worker/client.ts";
import { keepOffline } from "./keep-offline.ts";
import { loadPlots } from "./pane/column/load-plots.ts";
import { fetchSigners } from "./signer/load-signers.ts";
import { loadReviewTools } from "./store/effects/load-review-tools.ts";
import type { Page } from "./store/page.ts";
import { loadMessageTools } from "./store/routing/load-message-tools.ts";

/** Whether everything is here, and what makes the browser use a new build if there is one. */
export interface Offline {
  readonly state: "loading" | "complete" | "incomplete";
  readonly update: (() => Promise<void>) | null;
}

/** Loads what the page may need later, and keeps its files in this browser: the page asks for nothing after that. */
export function useOffline(client: SignetClient, log: Page["log"]): Offline {
  const [state, setState] = useState<Offline["state"]>("loading");
  const [update, setUpdate] = useState<Offline["update"]>(null);
  const reportMissing = useEffectEvent(() =>
    log("error", text`A part of the page could not be loaded: a new version may have replaced it. Load the page again.`),
  );
  useEffect(() => {
    const load = async () => {
      const parts = await Promise.allSettled([loadPlots(), loadReviewTools(), loadMessageTools(), fetchSigners(), loadSparkJob()]);
      const isComplete = parts.every(({ status }) => status === "fulfilled");
      if (!isComplete) reportMissing();
      await keepOffline((take) => setUpdate(() => take));
      setState(isComplete ? "complete" : "incomplete");
      // Not before: it would take the processors from what the page waits for.
      client.warmUp();
    };
    void load();
  }, [client]);
  return { state, update };
}
