/** A link to the guides, which the build puts next to the page. */
export function DocsLink({ children }: { readonly children: string }) {
  return (
    <a className="link" href="docs/using.html" target="_blank" rel="noopener">
      {children}
    </a>
  );
}
