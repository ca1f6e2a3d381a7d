/** What a reason does to the verdict: the gravest of them is the verdict. */
export type Effect = 'reject' | 'caution' | 'note' | 'pass';

/** A use of land, by the words that counties describe it with. */
export interface LandUseRule {
  readonly code: string;
  readonly effect: 'reject' | 'caution';
  readonly text: string;
  readonly words: RegExp;
}

/** What the rules ask about a parcel. */
export type VisualFact = 'land_use' | 'area' | 'shape' | 'road' | 'flood' | 'value' | 'address';

/** The rules by which parcels are judged, as data; their thresholds are settings. Change a word, and raise the version. */
export interface VisualRules {
  /** Stands in every verdict. */
  readonly version: string;
  readonly landUse: readonly LandUseRule[];
  /** Words that say that nothing is built. */
  readonly vacant: RegExp;
  /** How much of the confidence each fact carries that the rules ask for; sums to 100. */
  readonly weights: Readonly<Record<VisualFact, number>>;
}

export const VISUAL_RULES: VisualRules = {
  version: '2026-11-22.2',
  landUse: [
    {
      code: 'cemetery',
      effect: 'reject',
      text: 'The land is used for burials',
      words: /\b(cemet[ae]r(y|ies)|grave ?yards?|burial|mausoleums?|columbari(um|a))\b/i,
    },
    {
      code: 'water',
      effect: 'reject',
      text: 'The land is water',
      // not "waterfront", "water view", nor a house on "public water"
      words:
        /\b((?<!(public|city|municipal|community|well|with|w\/) )water(?![- ]?(front|view|side|access|oriented))|water ?(ways?|courses?|bod(y|ies))|under ?water|storm ?water|submerged|(lake|river|stream) ?bed|reservoirs?|tide ?lands?|retention|detention|canals?|ditch(es)?|drainage)\b/i,
    },
    {
      code: 'utility',
      effect: 'reject',
      text: 'The land serves a utility',
      words:
        /\b(util(s|ity|ities)?|(electric|gas|power) (company|co|plant)|power ?plants?|sub ?stations?|transmission|power ?lines?|pipe ?lines?|telephone|sewage|(?<!(public|city|municipal|community|with|w\/|and|&) )sewers?|waste ?water|pump(ing)? station|(cell|communications?|radio) towers?|rail ?roads?|railways?)\b/i,
    },
    {
      code: 'wet_land',
      effect: 'caution',
      text: 'The land may be wet',
      words:
        /\b(wet ?lands?|marsh(es)?|swamps?|bogs?|flood ?(plain|way)s?|(lake|pond|river|creek|stream)s?(?! ?-?(front|view|side)))\b/i,
    },
    {
      code: 'common_land',
      effect: 'caution',
      text: 'The land may be shared, or a road',
      words:
        /\b(common (area|element|land)s?|right[- ]of[- ]way|roads?|streets?|alleys?|private drive|easements?|open space|parking)\b/i,
    },
    {
      code: 'public_land',
      effect: 'caution',
      text: 'The land may belong to the public or be exempt',
      words:
        /\b(exempt|government|municipal|federal|state[- ]owned|county[- ]owned|school|church|religious|(?<!home |office |business |industrial )parks?)\b/i,
    },
    {
      code: 'no_access',
      effect: 'caution',
      text: 'The land may not be reached by a road',
      words: /\b(land ?locked|no (road )?access)\b/i,
    },
    {
      code: 'contaminated',
      effect: 'caution',
      text: 'The land may be contaminated',
      words:
        /\b(land ?fills?|dumps?|junk ?yards?|salvage(?! value)|gas(oline)? stations?|service stations?|brown ?fields?|mines?|mining|quarr(y|ies))\b/i,
    },
  ],
  vacant: /\b(vacant|unimproved|undeveloped|unbuilt|bare land|raw land)\b/i,
  weights: { land_use: 25, area: 25, value: 20, shape: 10, road: 5, flood: 5, address: 10 },
};
