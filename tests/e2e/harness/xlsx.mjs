// Workbooks as a person's spreadsheet program saves them, written by hand: the app's own writer takes no part in what it reads.
import { writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * Writes a workbook. A tab is `{ name, rows, merged, hidden }`: `rows` are lists of at most 26 cells from row 1 on, `merged` lists ranges, and
 * `hidden` lists the numbers of hidden rows. A cell is a text, a number, null, `{ error }` or `{ formula, value }`.
 */
export function writeWorkbook(path, tabs) {
  const each = (write) => tabs.map((tab, index) => write(tab, index + 1)).join('');
  writeFileSync(path, zip([
    ['[Content_Types].xml', contentTypes(each)],
    ['_rels/.rels', xml('Relationships', `${PACKAGE}/relationships`, relation(1, 'officeDocument', 'xl/workbook.xml'))],
    ['xl/_rels/workbook.xml.rels', xml('Relationships', `${PACKAGE}/relationships`, each((_, id) => relation(id, 'worksheet', `worksheets/sheet${id}.xml`)))],
    ['xl/workbook.xml', xml('workbook', MAIN, `<sheets>${each(({ name }, id) => sheetEntry(name, id))}</sheets>`)],
    ...tabs.map((tab, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(tab)]),
  ]));
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const xml = (root, namespace, content) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${root} xmlns="${namespace}">${content}</${root}>`;
const relation = (id, kind, target) => `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
const sheetEntry = (name, id) => `<sheet xmlns:r="${OFFICE}" name="${escaped(name)}" sheetId="${id}" r:id="rId${id}"/>`;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function contentTypes(each) {
  const part = (name, kind) => `<Override PartName="${name}" ContentType="${KIND}.${kind}+xml"/>`;
  return xml('Types', `${PACKAGE}/content-types`, [
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    part('/xl/workbook.xml', 'sheet.main'),
    each((_, id) => part(`/xl/worksheets/sheet${id}.xml`, 'worksheet')),
  ].join(''));
}

function sheetXml({ rows, merged = [], hidden = [] }) {
  const row = (cells, index) => {
    const number = index + 1;
    const written = cells.map((value, column) => cell(`${String.fromCharCode(65 + column)}${number}`, value)).join('');
    return `<row r="${number}"${hidden.includes(number) ? ' hidden="1"' : ''}>${written}</row>`;
  };
  const merges = `<mergeCells count="${merged.length}">${merged.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;
  return xml('worksheet', MAIN, `<sheetData>${rows.map(row).join('')}</sheetData>${merged.length > 0 ? merges : ''}`);
}

function cell(at, value) {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  if (typeof value === 'string') return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  if (value.error) return `<c r="${at}" t="e"><v>${value.error}</v></c>`;
  return `<c r="${at}"><f>${escaped(value.formula)}</f><v>${value.value}</v></c>`;
}

/** An archive of texts that are stored as they are. */
function zip(entries) {
  const [files, directory] = [[], []];
  let offset = 0;
  for (const [name, text] of entries) {
    const [called, content] = [Buffer.from(name), Buffer.from(text)];
    // Version 2.0, stored, saved on 1 January 2026 at midnight.
    const about = fields([2, 20], [2, 0], [2, 0], [2, 0], [2, 0x5c21], [4, crc32(content)], [4, content.length], [4, content.length], [2, called.length], [2, 0]);
    files.push(fields([4, 0x04034b50]), about, called, content);
    directory.push(fields([4, 0x02014b50], [2, 20]), about, fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), called);
    offset += 4 + about.length + called.length + content.length;
  }
  const size = Buffer.concat(directory).length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, size], [4, offset], [2, 0]);
  return Buffer.concat([...files, ...directory, end]);
}

/** Numbers of so many bytes, the lowest byte first. */
function fields(...list) {
  return Buffer.concat(list.map(([bytes, value]) => {
    const field = Buffer.alloc(bytes);
    field.writeUIntLE(value, 0, bytes);
    return field;
  }));
}
