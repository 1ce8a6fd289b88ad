import type { MessageAdvice as Advice } from "../../core/messages/entry.ts";
import { Words } from "../kit/Message.tsx";
import { CodeLine } from "../shared/CopyButton.tsx";

const WHO = { caller: "Fix the data", model: "Change the signature" } as const;

function AdviceItem({ advice: { label, python, dependsOn } }: { readonly advice: Advice }) {
  return (
    <dd>
      <Words>{label}</Words>.
      {dependsOn !== undefined && (
        <span className="quiet">
          {" "}
          <Words>{dependsOn}</Words>
        </span>
      )}
      {python !== undefined && <CodeLine code={python} />}
    </dd>
  );
}

/** What to do about a message, by who can do it, in the catalogue's order. */
export function MessageAdvice({ advice }: { readonly advice: readonly Advice[] }) {
  const groups = (["caller", "model"] as const)
    .map((by) => ({ by, items: advice.filter((one) => one.by === by) }))
    .filter(({ items }) => items.length > 0);
  // Better advice comes first in the catalogue.
  const first = advice[0]?.by;
  const ordered = groups.sort((one, other) => Number(other.by === first) - Number(one.by === first));
  if (ordered.length === 0) return null;
  return (
    <dl className="remedies">
      {ordered.map(({ by, items }) => (
        <div key={by}>
          <dt>{WHO[by]}</dt>
          {items.map((item) => (
            <AdviceItem key={item.label} advice={item} />
          ))}
        </div>
      ))}
    </dl>
  );
}
