import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { answered, api } from '../../data/api.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Page } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { AuctionPanel } from './auction-panel.tsx';
import { BidPanel } from './bid-panel.tsx';
import { asFinding } from './finding.ts';
import { EnvironmentFacts, LandFacts, TitleAndCondition } from './finding-facts.tsx';
import { FindingPanel } from './finding-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { OutlinePanel } from './outline-panel.tsx';
import { ReasonList } from './reason-list.tsx';
import { SandboxMark, Verdict } from './verdict.tsx';

const route = getRouteApi('/shell/properties/$propertyId');
const W = words.properties;

/** All that is known of one property, and how it is known. */
export function PropertyPage() {
  const { propertyId } = route.useParams();
  const query = useQuery({
    queryKey: ['property', propertyId],
    queryFn: () => answered(api.GET('/api/properties/{id}', { params: { path: { id: propertyId } } })),
  });
  const property = query.data;
  const title = property?.property_address ?? property?.parcel_id ?? W.property;
  const found = (type: string) => asFinding(property?.findings[type]);
  const sandbox = Object.values(property?.findings ?? {}).find((one) => one?.provenance === 'sandbox');
  return (
    <Page
      title={title}
      above={
        property && (
          <span className="flex flex-wrap items-center gap-x-1">
            <BackLink to="/counties/$countyId" params={{ countyId: property.county_id }}>
              {property.county_name}, {property.state_code}
            </BackLink>
            {property.parcel_id !== null && <span>{`· ${W.parcel} ${property.parcel_id}`}</span>}
          </span>
        )
      }
      badge={
        property && (
          <>
            <Verdict verdict={property.visual_validation_status} />
            <SandboxMark provenance={sandbox?.provenance} />
          </>
        )
      }
    >
      <Loaded query={query} lines={12}>
        {(one) => (
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-4">
              <OutlinePanel property={one} land={found('regrid_scraping')} />
              <FindingPanel title={W.land} finding={found('regrid_scraping')} empty={W.noLand}>
                <LandFacts land={found('regrid_scraping')} />
              </FindingPanel>
              <AuctionPanel property={one} />
              <FindingPanel
                title={W.environment}
                finding={found('environmental_research')}
                empty={W.noEnvironment}
              >
                <EnvironmentFacts environment={found('environmental_research')} />
                <ReasonList finding={found('environmental_research')} label={W.environment} />
              </FindingPanel>
              <HistoryPanel property={one} />
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              <BidPanel bid={found('bid_strategy')} due={one.total_due} />
              <FindingPanel title={W.validation} finding={found('visual_validation')} empty={W.noValidation}>
                <ReasonList finding={found('visual_validation')} label={W.validation} />
              </FindingPanel>
              <TitleAndCondition title={found('title_research')} condition={found('property_condition')} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
