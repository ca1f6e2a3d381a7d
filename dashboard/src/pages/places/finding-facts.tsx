import { formatMoney, formatNumber } from '../../data/format.ts';
import { Facts } from '../../ui/facts.tsx';
import { words } from '../../words.ts';
import { type Finding, numberOf, spoken, textOf, yesNo } from './finding.ts';
import { FindingPanel } from './finding-panel.tsx';

const W = words.properties;

const money = (finding: Finding, key: string) => {
  const value = numberOf(finding, key);
  return value === null ? null : formatMoney(value);
};
const figure = (finding: Finding, key: string) => {
  const value = numberOf(finding, key);
  return value === null ? null : formatNumber(value);
};
const said = (finding: Finding, key: string) => {
  const value = yesNo(finding, key);
  return value === null ? null : value ? W.yes : W.no;
};
const word = (finding: Finding, key: string) => {
  const value = textOf(finding, key);
  return value === null ? null : spoken(value);
};

/** What the county's record says of a parcel. */
export function LandFacts({ land }: { readonly land: Finding }) {
  const [lat, lon] = [numberOf(land, 'lat'), numberOf(land, 'lon')];
  return (
    <Facts
      facts={[
        [W.landUse, textOf(land, 'land_use')],
        [W.zoning, textOf(land, 'zoning')],
        [W.acres, figure(land, 'lot_size_acres')],
        [W.buildingSqft, figure(land, 'building_sqft')],
        [W.yearBuilt, numberOf(land, 'year_built')],
        [W.assessed, money(land, 'assessed_value')],
        [W.market, money(land, 'market_value')],
        [W.position, lat === null || lon === null ? null : `${lat.toFixed(5)}, ${lon.toFixed(5)}`],
      ]}
    />
  );
}

/** What there is to fear from ground and water. */
export function EnvironmentFacts({ environment }: { readonly environment: Finding }) {
  return (
    <Facts
      facts={[
        [W.risk, word(environment, 'risk_level')],
        [W.flood, textOf(environment, 'flood_zone')],
        [W.hazardArea, said(environment, 'in_flood_hazard_area')],
        [W.facilities, figure(environment, 'facilities_nearby')],
        [W.elevation, figure(environment, 'elevation_feet')],
      ]}
    />
  );
}

/** Who has claims on it, and in what state it is. */
export function TitleAndCondition({
  title,
  condition,
}: {
  readonly title: Finding;
  readonly condition: Finding;
}) {
  return (
    <>
      <FindingPanel title={W.title} finding={title} empty={W.noTitle}>
        <Facts
          facts={[
            [W.titleStatus, word(title, 'title_status')],
            [W.liens, money(title, 'total_liens')],
            [W.survivingLiens, money(title, 'surviving_liens')],
          ]}
        />
      </FindingPanel>
      <FindingPanel title={W.condition} finding={condition} empty={W.noCondition}>
        <Facts
          facts={[
            [W.condition, word(condition, 'condition')],
            [W.occupied, said(condition, 'occupied')],
            [W.repairs, money(condition, 'estimated_repairs')],
          ]}
        />
      </FindingPanel>
    </>
  );
}
