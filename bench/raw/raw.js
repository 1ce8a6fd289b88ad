// The baseline's page: the same chooser and status as Signet's, so that both are measured by the same words. The hash names the reading.
// It is served with the headers of Signet's page, which take a worker's address from this policy only.
const policy = trustedTypes.createPolicy("signet", { createScriptURL: (address) => address });
const worker = new Worker(policy.createScriptURL(new URL("./raw-worker.js", import.meta.url).href), { type: "module" });
const status = document.querySelector('[role="status"]');

worker.addEventListener("message", ({ data }) => {
  if (data === "warm") document.body.dataset.idle = "true";
  else status.textContent = typeof data === "number" ? `Ready: inputs, ${data}` : `Failed: ${data}`;
});
document.querySelector("input").addEventListener("change", ({ target }) => {
  status.textContent = "Reading inputs";
  worker.postMessage({ file: target.files[0], reading: location.hash.slice(1) });
});
