import type { CountyJobType } from '../../src/property/county-jobs/job-types.ts';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

export type Verdict = 'APPROVED' | 'CAUTION' | 'REJECT';

/** A property as the rules of selection see it. A finding holds until its day; null: for good. */
export interface ModelProperty {
  readonly id: string;
  readonly county: Place;
  readonly parcel: string;
  active: boolean;
  verdict: Verdict | null;
  readonly findings: Map<CountyJobType, number | null>;
  readonly marks: Map<CountyJobType, number | null>;
}

export interface ModelJob {
  readonly id: string;
  readonly type: CountyJobType;
  readonly scope: string;
  readonly subjects: readonly string[];
}

export type PropertyJobType = Exclude<CountyJobType, 'pdf_parsing' | 'county_research'>;

/** What waits for work, told in the plainest way: no indexes, no sets, one property at a time. */
export class CountyModel {
  readonly properties: ModelProperty[] = [];
  readonly jobs: ModelJob[] = [];
  today = 0;

  waits(property: ModelProperty, type: PropertyJobType): boolean {
    const holds = (until: number | null | undefined): boolean =>
      until !== undefined && (until === null || until > this.today);
    const held = this.jobs.some((job) => job.type === type && job.subjects.includes(property.id));
    if (!property.active || held || holds(property.marks.get(type))) return false;
    if (holds(property.findings.get(type))) return false;
    if (type === 'regrid_scraping') return true;
    if (type === 'visual_validation') return property.findings.has('regrid_scraping');
    return property.verdict === 'APPROVED';
  }

  /** What waits in some counties (null: all), county by county and in each by parcel. */
  selection(type: PropertyJobType, counties: readonly Place[] | null): ModelProperty[] {
    return this.properties
      .filter((property) => this.waits(property, type))
      .filter((property) => counties?.includes(property.county) ?? true)
      .toSorted((a, b) => compare(placeOf(a), placeOf(b)));
  }

  /** The selection with one batch of each county in turn. */
  roundRobin(type: PropertyJobType, counties: readonly Place[] | null, batchSize: number): ModelProperty[] {
    const queues = Map.groupBy(this.selection(type, counties), (property) => property.county);
    const order: ModelProperty[] = [];
    while (queues.size > 0) {
      for (const [county, queue] of queues) {
        order.push(...queue.splice(0, batchSize));
        if (queue.length === 0) queues.delete(county);
      }
    }
    return order;
  }
}

const placeOf = ({ county, parcel }: ModelProperty): string => `${county.state} ${county.name} ${parcel}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
