import { renderToStaticMarkup } from "react-dom/server";
import { App } from "./App.tsx";

/** The empty page as HTML, which the build writes into index.html: it is seen, and takes files, while the scripts are on their way. */
export function staticPage(): string {
  const spawn = () => {
    throw new Error("Nothing is read while the page is built.");
  };
  return renderToStaticMarkup(<App spawn={spawn} drops={[]} />);
}
