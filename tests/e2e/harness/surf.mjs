// The browser of a desk, as a program: opens an address as a person who signs in at once, and notes what it came to see.
// `node surf.mjs NOTES ADDRESS`
import { appendFileSync } from 'node:fs';

const [notes, address] = process.argv.slice(2);
const page = await fetch(address);
appendFileSync(notes, `${JSON.stringify({ asked: address, saw: page.url, status: page.status, text: await page.text() })}\n`);
