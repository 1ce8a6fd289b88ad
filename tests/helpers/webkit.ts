import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** The programs that drive WebKitGTK's own small browser, as Debian's webkit2gtk-driver and xvfb install them. */
export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  /** A display that nobody sees, since it has no mode without one. */
  readonly display: string;
}

const BROWSERS = ["4.1", "4.0", "6.0"].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`);

function programAt(name: string): string | null {
  try {
    return execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf-8" }).trim();
  } catch {
    return null;
  }
}

/** The programs, or which of them is missing. */
export function findWebKit(): WebKitPrograms | string {
  const [driver, display, browser] = [programAt("WebKitWebDriver"), programAt("Xvfb"), BROWSERS.find((path) => existsSync(path))];
  if (driver === null || browser === undefined) return "there is no WebKit: apt-get install webkit2gtk-driver";
  if (display === null) return "WebKit needs a display: apt-get install xvfb";
  return { driver, browser, display };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Xvfb writes the number of a display that is free to its descriptor 3. */
function startDisplay(program: string): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const started = spawn(program, ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  return new Promise((resolve, reject) => {
    started.once("error", reject);
    started.stdio[3]?.once("data", (number: Buffer) => resolve({ name: `:${number.toString().trim()}`, process: started }));
  });
}

/** A window of WebKit, over the commands of WebDriver that the tests need. */
export class WebKit {
  private readonly address: string;
  private readonly started: readonly ChildProcess[];
  private session = "";

  private constructor(address: string, started: readonly ChildProcess[]) {
    this.address = address;
    this.started = started;
  }

  /** Starts it; downloads go to `Downloads` in `home`. */
  static async start({ driver, browser, display }: WebKitPrograms, home: string): Promise<WebKit> {
    writeFileSync(join(home, "user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
    mkdirSync(join(home, "Downloads"));
    const [port, screen] = [await freePort(), await startDisplay(display)];
    const env = {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: home,
      DISPLAY: screen.name,
      LIBGL_ALWAYS_SOFTWARE: "1",
      // Its own sandbox needs user namespaces, which containers lack.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    };
    const webkit = new WebKit(`http://127.0.0.1:${port}`, [spawn(driver, [`--port=${port}`], { env, stdio: "ignore" }), screen.process]);
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } };
    for (let attempt = 0; webkit.session === ""; attempt++) {
      try {
        const { sessionId } = (await webkit.ask("POST", "/session", { capabilities })) as { readonly sessionId: string };
        webkit.session = `/session/${sessionId}`;
      } catch (error) {
        // The driver does not listen at once.
        if (attempt === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    return webkit;
  }

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.address + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { readonly value: { readonly error?: string; readonly message?: string } | null };
    if (value?.error !== undefined) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  async open(address: string): Promise<void> {
    await this.ask("POST", `${this.session}/url`, { url: address });
  }

  /** What a script of the page returns. */
  run(script: string): Promise<unknown> {
    return this.ask("POST", `${this.session}/execute/sync`, { script, args: [] });
  }

  private async find(selector: string): Promise<string> {
    const element = (await this.ask("POST", `${this.session}/element`, { using: "css selector", value: selector })) as object;
    return `${this.session}/element/${Object.values(element)[0]}`;
  }

  /** Chooses a file, or types. */
  async give(selector: string, value: string): Promise<void> {
    await this.ask("POST", `${await this.find(selector)}/value`, { text: value });
  }

  async click(selector: string): Promise<void> {
    await this.ask("POST", `${await this.find(selector)}/click`, {});
  }

  /** A picture of the window, as PNG. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from((await this.ask("GET", `${this.session}/screenshot`)) as string, "base64");
  }

  async close(): Promise<void> {
    await this.ask("DELETE", this.session).catch(() => undefined);
    for (const one of this.started) one.kill();
  }
}
