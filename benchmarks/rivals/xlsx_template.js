// Fills the form with npm xlsx-template: node xlsx_template.js FOLDER FIRST COUNT prints the seconds
// (wall clock, processor) and the peak of memory.
const fs = require("fs");
const path = require("path");
const { performance } = require("perf_hooks");
const XlsxTemplate = require("xlsx-template");

const [folder, first, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const records = JSON.parse(fs.readFileSync(path.join(folder, "records.json"), "utf-8"));
const file = path.join(folder, "xlsx-template.xlsx");
const out = fs.mkdtempSync(path.join(folder, "npm-"));

function fill(number) {
  const template = new XlsxTemplate(fs.readFileSync(file));
  template.substitute(1, records[number % records.length]);
  fs.writeFileSync(path.join(out, `npm ${number}.xlsx`), template.generate({ type: "nodebuffer" }));
}

fill(first);
const started = performance.now();
const worked = process.cpuUsage();
for (let number = first; number < first + count; number++) fill(number);
const took = (performance.now() - started) / 1000;
const work = process.cpuUsage(worked);
fs.rmSync(out, { recursive: true });
console.log(took, (work.user + work.system) / 1e6, process.resourceUsage().maxRSS * 1024);
