// Draws every icon from icons/skillsheet.svg: the PNGs, Windows' .ico and macOS' .icns. Run it after changing the drawing.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pngToIco from 'png-to-ico';
import sharp from 'sharp';

const icons = fileURLToPath(new URL('../icons/', import.meta.url));

const draw = (size) =>
  sharp(`${icons}skillsheet.svg`, { density: (72 * size) / 512 })
    .resize(size, size)
    .ensureAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer();

const pngs = { '32x32.png': 32, '128x128.png': 128, '128x128@2x.png': 256, '256x256.png': 256, '512x512.png': 512 };
for (const [name, size] of Object.entries(pngs)) await writeFile(icons + name, await draw(size));

await writeFile(`${icons}icon.ico`, await pngToIco(await Promise.all([16, 24, 32, 48, 64, 128, 256].map(draw))));

// An .icns is a header and a list of chunks: a four-letter type that stands for the size, a length, a PNG.
const kinds = { icp4: 16, ic11: 32, icp5: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
const chunk = (type, body) => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
};
const chunks = await Promise.all(Object.entries(kinds).map(async ([type, size]) => chunk(type, await draw(size))));
await writeFile(`${icons}icon.icns`, chunk('icns', Buffer.concat(chunks)));

console.log(`icons: ${Object.keys(pngs).length} PNGs, icon.ico, icon.icns`);
