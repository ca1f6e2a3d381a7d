import type { StateFacts } from './facts.ts';
import { alabama } from './states/alabama.ts';
import { alaska } from './states/alaska.ts';
import { arizona } from './states/arizona.ts';
import { arkansas } from './states/arkansas.ts';
import { california } from './states/california.ts';
import { colorado } from './states/colorado.ts';
import { connecticut } from './states/connecticut.ts';
import { districtOfColumbia } from './states/district-of-columbia.ts';
import { us } from './states/federal.ts';
import { florida } from './states/florida.ts';
import { georgia } from './states/georgia.ts';
import { kentucky } from './states/kentucky.ts';
import { maryland } from './states/maryland.ts';
import { massachusetts } from './states/massachusetts.ts';
import { oklahoma } from './states/oklahoma.ts';
import { tennessee } from './states/tennessee.ts';
import { vermont } from './states/vermont.ts';

/** Everything the starter catalogue states: the states where the sample's addresses are, and ended federal credits. */
export const starterFacts: readonly StateFacts[] = [
  us,
  alabama,
  alaska,
  arizona,
  arkansas,
  california,
  colorado,
  connecticut,
  districtOfColumbia,
  florida,
  georgia,
  kentucky,
  maryland,
  massachusetts,
  oklahoma,
  tennessee,
  vermont,
];
