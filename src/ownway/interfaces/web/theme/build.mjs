// Makes the style sheet and the script of the pages, in our own colours and with no mark of anyone else's.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as sass from "sass";

const theme = dirname(fileURLToPath(import.meta.url));
const root = join(theme, "../../../../..");
const built = join(theme, "../static/built");

// The design system writes some colours as they are. Each becomes one of our names, by what it paints.
const INK = { paint: "--ow-ink", fill: "--ow-ink" };
const NAMES = {
  "#0b0c0c": INK,
  "#000": INK,
  "#fff": { paint: "--ow-on-fill", fill: "--ow-sheet" },
  "#ffffff": { paint: "--ow-on-fill", fill: "--ow-sheet" },
  "#ffdd00": { paint: "--ow-focus", fill: "--ow-focus" },
  "#fd0": { paint: "--ow-focus", fill: "--ow-focus" },
  "#f3f3f3": { paint: "--ow-shade", fill: "--ow-shade" },
  "#cecece": { paint: "--ow-line", fill: "--ow-shade-deep" },
  "#484949": { paint: "--ow-ink-soft", fill: "--ow-ink-soft" },
  "#858686": { paint: "--ow-line-strong", fill: "--ow-line-strong" },
  "#1d70b8": { paint: "--ow-brand", fill: "--ow-brand-fill" },
  "#1a65a6": { paint: "--ow-link", fill: "--ow-brand-fill" },
  "#0f385c": { paint: "--ow-link-hover", fill: "--ow-action-deep" },
  "#54319f": { paint: "--ow-link-visited", fill: "--ow-link-visited" },
  "#f4f8fb": { paint: "--ow-shade", fill: "--ow-shade" },
  "#8eb8dc": { paint: "--ow-line-strong", fill: "--ow-line" },
  "#ca3535": { paint: "--ow-wrong", fill: "--ow-wrong-fill" },
  "#982828": { paint: "--ow-wrong-hover", fill: "--ow-wrong-hover" },
  "#651b1b": { paint: "--ow-wrong-deep", fill: "--ow-wrong-deep" },
  "#0f7a52": { paint: "--ow-good", fill: "--ow-action" },
  "#0b5c3e": { paint: "--ow-action-hover", fill: "--ow-action-hover" },
  "#083d29": { paint: "--ow-action-deep", fill: "--ow-action-deep" },
};

function inOurColours(css) {
  return css.replace(/(-?-?[a-z-]+):([^;{}]*#[0-9a-f]{3,6}\b[^;{}]*)/g, (whole, property, value) => {
    if (property.startsWith("--ow-")) return whole;
    const kind = property.startsWith("background") ? "fill" : "paint";
    return `${property}:${value.replace(/#[0-9a-f]{3,6}\b/g, (hex) => (NAMES[hex] ? `var(${NAMES[hex][kind]})` : hex))}`;
  });
}

// The design system says left and right where it means where a line begins and ends. In Arabic a line begins at the right.
const SIDES = { left: "start", right: "end" };
const LOGICAL = [
  [/(?<=[{;])(margin|padding)-(left|right):/g, (_, what, side) => `${what}-inline-${SIDES[side]}:`],
  [/(?<=[{;])border-(left|right)(-width|-color|-style)?:/g, (_, side, part = "") => `border-inline-${SIDES[side]}${part}:`],
  [/(?<=[{;])(left|right):/g, (_, side) => `inset-inline-${SIDES[side]}:`],
  [/(?<=[{;])float:(left|right)/g, (_, side) => `float:inline-${SIDES[side]}`],
  [/(?<=[{;])text-align:(left|right)/g, (_, side) => `text-align:${SIDES[side]}`],
  [
    /(?<=[{;])border-(top|bottom)-(left|right)-radius:/g,
    (_, block, side) => `border-${block === "top" ? "start" : "end"}-${SIDES[side]}-radius:`,
  ],
];

function eitherWay(css) {
  return LOGICAL.reduce((made, [found, put]) => made.replace(found, put), css);
}

function styleSheet() {
  const made = sass.compile(join(theme, "ownway.scss"), {
    loadPaths: [join(root, "node_modules"), theme],
    style: "compressed",
    charset: false,
    quietDeps: true,
    logger: { warn: (message) => { throw new Error(message); } },
  });
  // What we wrote ourselves names its colours already; only what comes before our first token is the design system's.
  const ours = made.css.indexOf(":root{color-scheme");
  if (ours < 0) throw new Error("The style sheet does not hold our tokens.");
  return eitherWay(inOurColours(made.css.slice(0, ours)) + made.css.slice(ours));
}

function script() {
  const bundle = readFileSync(join(root, "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"), "utf8");
  const exported = bundle.match(/export\s*\{([^}]*)\}/);
  const name = exported[1].match(/(\w+) as initAll/)?.[1] ?? "initAll";
  const body = bundle
    .replace(exported[0], "")
    .replace(/\/\/# sourceMappingURL=.*/, "")
    .replaceAll("GOV.UK Frontend", "The design system");
  const own = readFileSync(join(theme, "ownway.js"), "utf8").replaceAll("initAll()", `${name}()`);
  return `${body.trim()}\n${own.replace(/^\/\/.*\n/gm, "")}`;
}

function refuse(file, text) {
  for (const mark of [/transport/i, /crest/i, /crown/i, /GOV\.UK/, /@font-face/, /#1d70b8/i]) {
    if (mark.test(text)) throw new Error(`${file} bears a mark that is not ours: ${mark}`);
  }
}

const files = { "ownway.css": styleSheet(), "ownway.js": script() };
for (const [file, text] of Object.entries(files)) refuse(file, text);
rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
for (const [file, text] of Object.entries(files)) {
  writeFileSync(join(built, file), text);
  console.log(`${file} ${Math.ceil(text.length / 1024)} kB`);
}
