// The baseline's page: the same chooser and status as Signet's, so that both are measured by the same words. The hash names the reading.
const worker = new Worker(new URL("./raw-worker.js", import.meta.url), { type: "module" });
const status = document.querySelector('[role="status"]');

worker.addEventListener("message", ({ data }) => {
  if (data === "warm") document.body.dataset.idle = "true";
  else status.textContent = typeof data === "number" ? `Ready: inputs, ${data}` : `Failed: ${data}`;
});
document.querySelector("input").addEventListener("change", ({ target }) => {
  status.textContent = "Reading inputs";
  worker.postMessage({ file: target.files[0], reading: location.hash.slice(1) });
});
