// `node cloudformation-validate.cjs PACKAGE FILE`: judges a template by AWS's npm package @aws/cloudformation-validate, which has no command of its own.
// PACKAGE: where it is installed. With `--version` for a file it prints the package's version.
const { join } = require('node:path');
const [folder = '', file = ''] = process.argv.slice(2);

if (file === '--version') process.stdout.write(`${require(join(folder, 'package.json')).version}\n`);
else {
  const { CelEngine, TemplateFile } = require(folder);
  const { diagnostics } = new CelEngine().validateStandard(new TemplateFile(file));
  process.stdout.write(`${JSON.stringify(diagnostics)}\n`);
  process.exitCode = diagnostics.length > 0 ? 1 : 0;
}
