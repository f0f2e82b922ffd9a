/** The products as the engine tells of them. */
import type { PlatformView } from "../../ui/src/backend/bindings";

const COMMON = { concurrency: "6", "rate-limit": "none", "ca-file": "" };

export const PLATFORMS: PlatformView[] = [
  {
    name: "wrapped-put",
    product: "Other",
    regions: [],
    defaults: {
      ...COMMON, "api-url": "", "login-url": "", "client-id": "", "min-level": "0", "max-level": "100", "level-step": "1", "best-level": "high", writes: "replace", body: "wrapper", "lists-directory": "yes",
      "page-size": "500", "users-path": "/api/v2/users", "skills-path": "/api/v2/skills", "user-skills-path": "/api/v2/users/{userId}/skills", "token-path": "/oauth/token",
    },
  },
  {
    name: "genesys-cloud",
    product: "Genesys Cloud",
    regions: [
      { id: "us-east-1", name: "Americas (US East)", domain: "mypurecloud.com" },
      { id: "sa-east-1", name: "Americas (São Paulo)", domain: "sae1.pure.cloud" },
      { id: "eu-central-1", name: "EMEA (Frankfurt)", domain: "mypurecloud.de" },
      { id: "eusc-de-east-1", name: "EMEA (Germany, European Sovereign Cloud)", domain: "edee1.eusc-pure.cloud" },
      { id: "ap-northeast-1", name: "Asia Pacific (Tokyo)", domain: "mypurecloud.jp" },
    ],
    defaults: { ...COMMON, region: "", "api-url": "", "login-url": "", "client-id": "", "sign-in": "keys", "callback-port": "8437" },
  },
  {
    name: "nice-cxone",
    product: "NICE CXone",
    regions: [
      { id: "", name: "Find it for me", domain: "" }, { id: "na1", name: "North America", domain: "na1.nice-incontact.com" }, { id: "eu1", name: "Europe", domain: "eu1.nice-incontact.com" },
      { id: "gov", name: "Government", domain: "cxone-gov.niceincontact.com" },
    ],
    defaults: {
      ...COMMON, concurrency: "2", "rate-limit": "5/1", region: "", "api-url": "", "login-url": "", "client-id": "", "app-id": "", "api-version": "34", "highest-level": "20", "many-to-many": "no",
      "page-size": "1000",
    },
  },
];
