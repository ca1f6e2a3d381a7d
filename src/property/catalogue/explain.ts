import type { BuildingType, DeviceTierResult } from '../../base/incentives.ts';
import { type Cents, countAmount, toDollars } from './amount.ts';
import type { Device, Incentive } from './snapshot.ts';

/** The facts of one lookup that requirements are held against. */
export interface Facts {
  /** YYYY-MM-DD: the day whose programs count. */
  asOf: string;
  buildingType: BuildingType;
  /** How the place was found: by its ZIP, or by its city because the ZIP was absent or unknown. */
  placedBy: 'zip' | 'city';
  /** The tier applies inside one town, and only the address's city says that this is it. */
  areaAssumed: boolean;
}

interface Requirements {
  failed: string[];
  ignored: string[];
  completed: string[];
}

/**
 * Holds every requirement of one tier against the facts. What the facts contradict fails; what they do not hold
 * (income, ownership) is ignored and named; the rest is completed. Failed tiers still say what they would pay.
 */
export function explainTier(
  incentive: Incentive,
  device: Device,
  facts: Facts,
): { tier: DeviceTierResult; cents: Cents } {
  const requirements: Requirements = { failed: [], ignored: [], completed: [] };
  checkDates(incentive, facts, requirements);
  checkBuilding(incentive, facts, requirements);
  checkArea(incentive, facts, requirements);
  checkApplicant(incentive, requirements);
  const counted = countAmount(incentive.amount);
  const eligible = requirements.failed.length === 0;
  const tier: DeviceTierResult = {
    device_id: device.id,
    device_name: device.name,
    tier_id: incentive.key,
    tier_name: incentive.description,
    eligible,
    incentive_amount: eligible ? toDollars(counted.cents) : 0,
    calculation_details: eligible ? counted.details : `not eligible; would be: ${counted.details}`,
    failed_requirements: requirements.failed,
    ignored_requirements: requirements.ignored,
    completed_requirements: requirements.completed,
  };
  return { tier, cents: eligible ? counted.cents : 0 };
}

function checkDates({ startsOn, endsOn, paused }: Incentive, { asOf }: Facts, to: Requirements): void {
  if (paused) to.failed.push('paused: the program takes no applications for now');
  if (endsOn !== null && asOf > endsOn) to.failed.push(`ended on ${endsOn}`);
  else if (startsOn !== null && asOf < startsOn) to.failed.push(`starts on ${startsOn}`);
  else if (startsOn !== null || endsOn !== null) {
    const from = startsOn === null ? '' : ` from ${startsOn}`;
    const until = endsOn === null ? '' : ` until ${endsOn}`;
    to.completed.push(`in force on ${asOf} (${`${from}${until}`.trim()})`);
  }
}

function checkBuilding({ program }: Incentive, { buildingType }: Facts, to: Requirements): void {
  const { buildingTypes } = program;
  if (buildingTypes !== null) {
    const list = buildingTypes.join(', ');
    if (buildingTypes.includes(buildingType)) to.completed.push(`building type ${buildingType} is served`);
    else to.failed.push(`building type ${buildingType} is not served (only ${list})`);
  } else if (buildingType === 'COMMERCIAL') {
    to.failed.push('building type COMMERCIAL is not served (a home-energy program)');
  } else if (buildingType === 'RESIDENTIAL') {
    to.completed.push('building type RESIDENTIAL is served');
  } else {
    to.ignored.push(`whether ${buildingType} buildings are served is not stated`);
  }
}

function checkArea({ program, areaGroup }: Incentive, facts: Facts, to: Requirements): void {
  if (areaGroup !== null)
    to.ignored.push(`address lies in the program's area "${areaGroup}" (bounds not known)`);
  if (facts.areaAssumed) {
    to.ignored.push(`address lies inside the limits of ${program.authority} (judged by the city's name)`);
  } else if (facts.placedBy === 'city') {
    to.ignored.push(`postal code: none usable; placed in the area of ${program.authority} by its city`);
  } else {
    to.completed.push(`address is in the area of ${program.authority}`);
  }
}

function checkApplicant(incentive: Incentive, to: Requirements): void {
  const owners = incentive.ownerStatus;
  if (owners.includes('homeowner') && owners.includes('renter'))
    to.completed.push('open to owners and renters');
  else if (owners.length > 0) to.ignored.push(`applicant is a ${owners.join(' or ')}`);
  if (incentive.incomeCondition !== null) {
    to.ignored.push(`household income within the limit: ${incentive.incomeCondition}`);
  }
  to.ignored.push(...incentive.requirements);
}
