import { parseValue, textAt } from './json-value.ts';

/** The folder that `cdk synth` writes to, relative to the folder of cdk.json: its `output`, else `cdk.out`. https://docs.aws.amazon.com/cdk/v2/guide/cli.html */
export function cdkOutputOf(cdkJson: string | undefined): string {
  const output = cdkJson === undefined ? undefined : textAt(parseValue(cdkJson), 'output');
  return output === undefined || output.trim() === '' ? 'cdk.out' : output;
}
