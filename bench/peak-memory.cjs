// Preloaded into a program: writes its largest resident set in kilobytes to the file that DATAWARD_PEAK names when it leaves.
const { writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.DATAWARD_PEAK, String(process.resourceUsage().maxRSS)));
