/** Edited signatures, loaded and written by MLflow. */
export async function run({ count, file, load, seed }) {
  const { writeEditedInference, writeEditedSignatures } = await load("edited-signatures.ts");
  writeEditedSignatures(file("edited.jsonl"), 1000, seed);
  count(["edits.py", file("edited.jsonl")], 1000);
  await writeEditedInference(file("edited-inference.jsonl"));
  count(["edits.py", file("edited-inference.jsonl")]);
}
