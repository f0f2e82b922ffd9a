import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/playwright",
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  // Each test sees to its own timing; what a busy computer upsets all the same is looked at again, and told as flaky.
  retries: 2,
  reporter: [["line"]],
  use: {
    baseURL: "http://127.0.0.1:4179",
    viewport: { width: 1180, height: 760 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
    launchOptions: {
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: {
    command: "npx vite preview --config ui/vite.config.ts",
    cwd: "../..",
    url: "http://127.0.0.1:4179",
    // Another checkout's server on this port would be tested in place of this one.
    reuseExistingServer: false,
  },
  projects: [{ name: "screens", testMatch: "**/*.spec.ts" }],
});
