/** What a dropped file is meant for, judged by its name. */
export type Role = "inputs" | "outputs" | "params" | "mlmodel";

const OUTPUTS = /(^|[^a-z])(y|outputs?|targets?|labels?|predictions?|preds?|y_?(train|test|pred|hat|true|val))([^a-z]|$)/i;
const INPUTS = /(^|[^a-z])(x|inputs?|features?|x_?(train|test|val))([^a-z]|$)/i;
const PARAMS = /(^|[^a-z])(params?|parameters?|inference_config)([^a-z].*)?\.(json|ya?ml)$/i;

/** A name's role, or null where it says none. */
export function roleByName(name: string): Role | null {
  if (/^MLmodel$/i.test(name) || /\.mlmodel\.ya?ml$/i.test(name)) return "mlmodel";
  if (PARAMS.test(name) || /\.ya?ml$/i.test(name)) return "params";
  if (OUTPUTS.test(name)) return "outputs";
  return INPUTS.test(name) ? "inputs" : null;
}

/** Whether a name says that a file holds what was to be predicted, rather than what a model predicted. */
export function looksLikeTargets(name: string): boolean {
  return /(^|[^a-z])(y_?(train|test|true|val)?|targets?|labels?)([^a-z]|$)/i.test(name) && !/pred|hat|output/i.test(name);
}

/**
 * Shares several files out to their sides by name. Of two of which one finds its side, the other takes the other side;
 * files that say nothing go where they were dropped, many together as parts of one data set.
 */
export function assignRoles<Named extends { readonly name: string }>(
  files: readonly Named[],
  droppedOn: "inputs" | "outputs",
): ReadonlyMap<Role, readonly Named[]> {
  const roles = new Map<Role, Named[]>();
  const add = (role: Role, file: Named) => roles.set(role, [...(roles.get(role) ?? []), file]);
  const unnamed: Named[] = [];
  for (const file of files) {
    const role = files.length === 1 && roleByName(file.name) !== "mlmodel" ? null : roleByName(file.name);
    if (role === null) unnamed.push(file);
    else add(role, file);
  }
  const free = unnamed.length === 1 && roles.has(droppedOn) ? (droppedOn === "inputs" ? "outputs" : "inputs") : droppedOn;
  for (const file of unnamed) add(free, file);
  return roles;
}
