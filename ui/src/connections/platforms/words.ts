/** Words that the products' files share. */
import type { Settings } from "./platform";

export const ADDRESS = "An address begins with https:// and names the host";

/** Whether a text is an origin. */
export function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) && url.search === "" && url.hash === "";
  } catch {
    return false;
  }
}

/** The computers that addresses among the settings name. */
export function hostsOf(settings: Settings, keys: string[]): string[] {
  const hosts = keys.map((key) => settings[key] ?? "").filter(isOrigin).map((text) => new URL(text).host);
  return [...new Set(hosts)];
}

/** The message for whoever sees to the network: what to let through, and what stopped it. */
export function networkMessage(hosts: string[], said: string): string {
  const places = hosts.length > 0 ? hosts.map((host) => `- ${host}`).join("\n") : "- the address of our contact centre";
  return `Hello,

Skillsheet, a program on my computer that updates our agents’ skills from a spreadsheet, cannot reach our contact centre. It needs to reach these over HTTPS (port 443):

${places}

What it says: ${said}

Please let it through. It uses this computer’s proxy settings and trusts the certificates that this computer trusts; it goes around neither. If our network opens protected connections, please add its certificate to this computer, or send me the certificate as a PEM file, which I can choose in Skillsheet.

Thank you`;
}
