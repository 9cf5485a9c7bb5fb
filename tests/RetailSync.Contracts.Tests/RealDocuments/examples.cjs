// The other opinion on examples of OpenAPI documents. Reads one request per line ({ file, pairs: [[schema, value], ...] }, RFC 6901 pointers into the file) and answers with a letter per pair: V valid, I invalid, E for an error.
// Schemas of OpenAPI 3.0 are put into the words of JSON Schema draft 7 first. Formats are not judged. The first argument is the folder that has node_modules and documents.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const root = path.resolve(process.argv[2]);
const load = require("node:module").createRequire(path.join(root, "examples.cjs"));
const yaml = require(path.join(root, "documents", "yaml-parser"));

const read = file => {
  const text = fs.readFileSync(path.join(root, "documents", file), "utf8").replace(/^\uFEFF/, "");
  return file.endsWith(".json") ? JSON.parse(text) : yaml.parse(text, { maxAliasCount: -1 });
};

const find = (node, pointer) => pointer.split("/").slice(1).reduce((at, step) => at[step.replace(/~1/g, "/").replace(/~0/g, "~")], node);

// OpenAPI 3.0.3, Schema Object: nullable beside a type, limits that are exclusive by a flag, and nothing beside a reference.
function translate(node) {
  if (Array.isArray(node)) return node.map(translate);
  if (node === null || typeof node !== "object") return node;
  if (typeof node.$ref === "string") return { $ref: node.$ref };
  const to = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === "enum" || key === "default" || key === "example" ? value : translate(value)]));
  if (node.nullable === true && typeof node.type === "string") to.type = [node.type, "null"];
  if (typeof node.nullable === "boolean") delete to.nullable;
  for (const [flag, limit] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]]) {
    if (typeof node[flag] !== "boolean") continue;
    delete to[flag];
    if (node[flag] && typeof node[limit] === "number") {
      to[flag] = node[limit];
      delete to[limit];
    }
  }
  return to;
}

// OpenAPI 3.1 has no nullable any more; ajv reads it in every draft.
function withoutNullable(node) {
  if (Array.isArray(node)) return node.map(withoutNullable);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => key !== "nullable" || typeof value !== "boolean").map(([key, value]) => [key, withoutNullable(value)]));
}

function answer({ file, pairs }) {
  const document = read(file);
  const is30 = document.openapi.startsWith("3.0.");
  const kind = load(is30 ? "ajv" : "ajv/dist/2020");
  const ajv = new (kind.default ?? kind)({ strict: false, validateFormats: false, validateSchema: false, logger: false, inlineRefs: false, unicodeRegExp: true });
  ajv.addSchema(is30 ? translate(document) : withoutNullable(document), "document");
  const known = new Map();
  return pairs.map(([schema, value]) => {
    try {
      const reference = "document#" + schema.split("/").map(encodeURIComponent).join("/");
      if (!known.has(reference)) known.set(reference, ajv.compile({ $ref: reference }));
      return known.get(reference)(find(document, value)) ? "V" : "I";
    } catch (error) {
      process.stderr.write(`${file} ${schema}: ${error.message}\n`);
      return "E";
    }
  }).join("");
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", line => process.stdout.write(answer(JSON.parse(line)) + "\n"));
