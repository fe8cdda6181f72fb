// A mocha reporter for many thousand tests: one line per top suite, the failures in full at the end, and the counts as JSON
// in the file that DATAWARD_COUNTS names. It needs nothing, so it also runs inside VS Code's extension host, whose console is
// crowded: there the lines go to the file that DATAWARD_REPORT names.
'use strict';

const { appendFileSync, writeFileSync } = require('node:fs');

function print(line) {
  const file = process.env.DATAWARD_REPORT;
  if (file === undefined) console.log(line);
  else appendFileSync(file, `${line}\n`);
}

function topTitleOf(test) {
  const titles = test.titlePath();
  return titles[0] ?? '';
}

class CountsReporter {
  constructor(runner) {
    this.counts = { passed: 0, failed: 0, pending: 0 };
    this.failures = [];
    this.line = { title: undefined, passed: 0, failed: 0, pending: 0 };
    runner.on('pass', (test) => this.count('passed', test));
    runner.on('pending', (test) => this.count('pending', test));
    runner.on('fail', (test, error) => {
      this.failures.push({ test, error });
      this.count('failed', test);
    });
    runner.once('end', () => this.finish());
  }

  count(kind, test) {
    const title = topTitleOf(test);
    if (title !== this.line.title) {
      this.endLine();
      this.line = { title, passed: 0, failed: 0, pending: 0 };
    }
    this.counts[kind] += 1;
    this.line[kind] += 1;
  }

  endLine() {
    const { title, passed, failed, pending } = this.line;
    if (title === undefined) return;
    const parts = [`${passed} passed`, ...(failed > 0 ? [`${failed} FAILED`] : []), ...(pending > 0 ? [`${pending} pending`] : [])];
    print(`  ${title}: ${parts.join(', ')}`);
  }

  finish() {
    this.endLine();
    for (const [index, { test, error }] of this.failures.entries()) {
      print(`\n${index + 1}) ${test.titlePath().join(' > ')}\n${error?.stack ?? String(error)}`);
    }
    const file = process.env.DATAWARD_COUNTS;
    if (file !== undefined) writeFileSync(file, JSON.stringify(this.counts));
  }
}

module.exports = CountsReporter;
