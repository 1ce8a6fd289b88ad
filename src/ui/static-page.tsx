import { renderToStaticMarkup } from "react-dom/server";
import { App } from "./App.tsx";

/** The empty page as HTML, which the build writes into index.html. It is visible and accepts files while the scripts load. */
export function staticPage(): string {
  const spawn = () => {
    throw new Error("Nothing is read while the page is built.");
  };
  return renderToStaticMarkup(<App spawn={spawn} drops={[]} />);
}
