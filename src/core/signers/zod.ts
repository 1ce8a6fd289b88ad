import * as z from "zod";

// The page's policy forbids eval, which zod would otherwise try for speed, and be refused with a report to the user.
z.config({ jitless: true });

export { z };
