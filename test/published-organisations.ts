import { publishedTestData } from '../src/cli/test-data.js';

/** The password of an organisation of the published test data. */
export function passwordOfPublished(organisationRef: string): string {
  const all = Object.values(publishedTestData().organisations);
  const found = all.find((each) => each.organisationRef === organisationRef);
  if (found === undefined) throw new Error(`${organisationRef} is not in the published test data`);
  return found.orgPassword;
}
