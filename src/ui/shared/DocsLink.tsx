/** A link to one of the guides, which the build puts next to the page. The page as one file has none next to it. */
export function DocsLink({ page = "using", children }: { readonly page?: "using" | "environments"; readonly children: string }) {
  if (import.meta.env.MODE === "single") return null;
  return (
    <a className="link" href={`docs/${page}.html`} target="_blank" rel="noopener">
      {children}
    </a>
  );
}
