import { useEffect, useState } from "react";
import { loadMessageTools, type MessageTools } from "../store/routing/load-message-tools.ts";

/** The module that explains MLflow's messages; null until it is loaded. */
export function useMessageTools(): MessageTools | null {
  const [tools, setTools] = useState<MessageTools | null>(null);
  useEffect(() => void loadMessageTools().then(setTools), []);
  return tools;
}
