// Judges bodies with ajv, as often as it is told, and says what processor time that took.
// Arguments: the folder with node_modules, the schemas, the folder with the bodies. Input: "<body> <iterations>" a line. Output: "<valid> <microseconds>" a line.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const [modules, schemas, bodies] = process.argv.slice(2);
const load = createRequire(path.join(modules, 'package.json'));
const Ajv = load('ajv/dist/2020').default;
const ajv = new Ajv({ strict: false });
load('ajv-formats').default(ajv);
ajv.addSchema(JSON.parse(fs.readFileSync(schemas, 'utf8')), 'https://bench.invalid/retail');

const prepared = {};
function prepare(name) {
  const schema = name.replace(/-damaged$/, '');
  return prepared[name] ??= { bytes: fs.readFileSync(path.join(bodies, name + '.json')), validate: ajv.getSchema('https://bench.invalid/retail#/$defs/' + schema) };
}

require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [name, iterations] = line.split(' ');
  const { bytes, validate } = prepare(name);
  let valid = 0;
  const before = process.cpuUsage();
  for (let i = 0; i < Number(iterations); i++) {
    valid += validate(JSON.parse(bytes.toString('utf8'))) ? 1 : 0;
  }

  const used = process.cpuUsage(before);
  console.log(valid + ' ' + (used.user + used.system));
});
