import type { BidInputs } from '../../property/findings/bid-inputs.ts';
import { floodOf } from '../../property/findings/flood.ts';
import { outlineOf } from '../../property/outlines/outline.ts';
import type { BidSettings } from '../../property/settings/bid-settings.ts';
import type { VisualSettings } from '../../property/settings/visual-settings.ts';
import type { Reason } from './look.ts';
import { lookAtRoad, lookAtShape } from './look-at-outline.ts';

/** A risk that lowers a bid: which rule, how many flags it counts as, and why. */
export interface Risk {
  readonly code: string;
  readonly flags: number;
  /** The setting that says how many flags; null: one, as every red flag of a verdict. */
  readonly setting: keyof BidSettings | null;
  readonly text: string;
  /** What led to it. */
  readonly value: string | null;
}

export interface Figures {
  readonly settings: BidSettings;
  /** Thresholds of slivers and frontages, the same that parcels are validated by. */
  readonly visual: VisualSettings;
}

/**
 * The risks of a property, each once: the red flags of its verdict, its shape and frontage, environment and flood
 * hazard. What was not known goes to `assumptions`.
 */
export function risksOf(inputs: BidInputs, figures: Figures, assumptions: string[]): Risk[] {
  const risks = new Map<string, Risk>();
  for (const code of inputs.redFlags ?? []) {
    risks.set(code, { code, flags: 1, setting: null, text: 'A red flag of its validation', value: null });
  }
  for (const risk of [...outlineRisks(inputs, figures), ...environmentRisks(inputs, figures, assumptions)]) {
    if (!risks.has(risk.code)) risks.set(risk.code, risk);
  }
  return [...risks.values()];
}

/** Whoever approved the property may not have looked at its outline. */
function outlineRisks(inputs: BidInputs, { settings, visual }: Figures): Risk[] {
  const outline = outlineOf(inputs.rawData, inputs.street);
  const met = [
    ...lookAtShape(outline, visual).reasons,
    ...lookAtRoad(inputs.rawData, outline, visual).reasons,
  ];
  const counted: Readonly<Record<string, keyof BidSettings>> = {
    sliver: 'sliver_flags',
    frontage_short: 'short_frontage_flags',
  };
  return met.flatMap(({ code, text, value }: Reason): Risk[] => {
    const setting = counted[code];
    return setting === undefined ? [] : [{ code, flags: Number(settings[setting]), setting, text, value }];
  });
}

function environmentRisks(inputs: BidInputs, { settings }: Figures, assumptions: string[]): Risk[] {
  const { riskLevel } = inputs;
  if (riskLevel === 'high' || riskLevel === 'moderate') {
    const setting = riskLevel === 'high' ? 'high_risk_flags' : 'moderate_risk_flags';
    return [
      {
        code: `environmental_risk_${riskLevel}`,
        flags: settings[setting],
        setting,
        text: `The environmental risk is ${riskLevel}`,
        value: inputs.floodZone === null ? null : `zone ${inputs.floodZone}`,
      },
    ];
  }
  if (riskLevel === null) assumptions.push('No environment was researched: no risk is assumed from it.');
  if (riskLevel === 'unknown')
    assumptions.push('The environmental risk is unknown: none is assumed beyond what is named.');
  const flood = floodOf(inputs);
  if (flood.hazard !== true) return [];
  return [
    {
      code: 'flood_hazard_area',
      flags: settings.flood_flags,
      setting: 'flood_flags',
      text: 'The lot is in a flood hazard area',
      value: flood.zone === null ? null : `zone ${flood.zone}`,
    },
  ];
}
