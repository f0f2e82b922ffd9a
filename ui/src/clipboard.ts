import { useEffect, useState } from "react";

/** Puts text on the clipboard; answers whether it arrived. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Some web views keep the clipboard closed to scripts but not to the old command.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** Copies, and says so for a moment. */
export function useCopy() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 6_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return { copied, copy: async (text: string) => setCopied(await copyText(text)) };
}
