// The other opinion: reads one request per line ({ draft, schema, values }) and answers each with one line, a letter per value: V valid, I invalid, R when the code that ajv has made uses a variable that is not there or not set, E for any other error.
// A schema that ajv does not take is answered with "!" and the reason. The first argument is the folder that has node_modules.
"use strict";
const path = require("node:path");
const readline = require("node:readline");
const load = require("node:module").createRequire(path.join(path.resolve(process.argv[2]), "oracle.cjs"));

const kinds = { "draft4": "ajv-draft-04", "draft6": "ajv", "draft7": "ajv", "draft2019-09": "ajv/dist/2019", "draft2020-12": "ajv/dist/2020" };
const standsAlone = new Set(["draft4", "draft6", "draft7"]);
const instances = new Map();

function instance(draft) {
  if (!instances.has(draft)) {
    const Ajv = load(kinds[draft]);
    const options = { strict: false, validateFormats: false, validateSchema: false, allErrors: false, logger: false, ignoreKeywordsWithRef: standsAlone.has(draft) };
    instances.set(draft, new (Ajv.default ?? Ajv)(options));
  }
  return instances.get(draft);
}

function verdict(validate, value) {
  try {
    return validate(value) ? "V" : "I";
  } catch (error) {
    return error instanceof ReferenceError || error instanceof TypeError ? "R" : "E";
  }
}

function answer(line) {
  const { draft, schema, values } = JSON.parse(line);
  const ajv = instance(draft);
  try {
    const validate = ajv.compile(schema);
    return values.map(value => verdict(validate, value)).join("");
  } catch (error) {
    return "!" + String(error.message).replace(/\s+/g, " ");
  } finally {
    ajv.removeSchema(schema);
  }
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", line => process.stdout.write(answer(line) + "\n"));
