import screens from "./playwright.config";

/** Pictures in place of tests. */
export default { ...screens, projects: [{ name: "shots", testMatch: "**/shots.ts" }] };
