import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The policy of the real window, so that a test finds what it would forbid. */
const policy = JSON.parse(readFileSync(new URL("../tauri.conf.json", import.meta.url), "utf8")).app.security.csp as Record<string, string>;
const csp = Object.entries(policy).map((entry) => entry.join(" ")).join("; ");

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The window's security policy forbids data: scripts and the like; every asset stays a file.
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { host: "127.0.0.1", port: 1420, strictPort: true },
  preview: { host: "127.0.0.1", port: 4179, strictPort: true, headers: { "Content-Security-Policy": csp } },
  clearScreen: false,
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node", setupFiles: ["vitest.setup.ts"], env: { TZ: "Europe/London" } },
});
