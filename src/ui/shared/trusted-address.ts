/** Trusted Types, of which TypeScript's own library says nothing. Browsers without them take the address as it is. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

/** The script that keeps the page's files for use without network, next to the page. */
export const SERVICE_WORKER = "sw.js";

const isOwn = (address: string) => address.startsWith("blob:") || address === SERVICE_WORKER;

/**
 * The only rule of the page for scripts that are started by an address: its own workers. The policy allows no other rule, so no text of a file
 * can become a script anywhere on the page.
 */
const rule = trustedTypes?.createPolicy("signet", {
  createScriptURL(address) {
    if (!isOwn(address)) throw new TypeError(`${address} is not a script of the page.`);
    return address;
  },
});

/** The address of a script of the page, as the browser accepts it. Throws a TypeError for any other. */
export const trustedAddress = (address: string): string => rule?.createScriptURL(address) ?? address;
