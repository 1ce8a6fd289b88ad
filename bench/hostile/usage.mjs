// Loaded before the command: at its end, writes what it took to the file that SIGNET_USAGE names.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread)
  process.once("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(process.env.SIGNET_USAGE, JSON.stringify({ peakMB: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }));
  });
