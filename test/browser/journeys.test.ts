import test from 'node:test';
import { startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { analystJourney } from './journeys/analyst.ts';
import { integratorJourney } from './journeys/integrator.ts';
import { operatorJourney } from './journeys/operator.ts';
import { openBrowser } from './support/chromium.ts';
import { startHeldService } from './support/held-service.ts';
import { signUp, startProduct } from './support/product.ts';
import { openTab, within } from './support/tab.ts';

const [browser, regrid, service] = await Promise.all([
  openBrowser(),
  startRegrid({ limits: { perWindow: 10_000 } }),
  startHeldService(),
]);
test.after(() => Promise.all([regrid.stop(), service.stop()]));
const product = await startProduct({
  samples: false,
  env: {
    REGRID_API_URL: regrid.url,
    REGRID_API_TOKEN: regrid.token,
    LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.1',
  },
});
const state = await signUp(browser, product);

test('an analyst makes a job of what waits in three counties, sees why it stops, retries slower and takes the file', async () => {
  const tab = await openTab(browser, product.url, { state });
  await within(tab, (page) => analystJourney({ page, product, regrid }));
});

test('an integrator maps and looks up a file of ten thousand rows, mends the bad ones and joins the results, by keys', async () => {
  const tab = await openTab(browser, product.url, { state });
  await within(tab, integratorJourney);
});

test('an operator is told of a dead worker, releases what it held, and takes up failures until that is enough', async () => {
  const tab = await openTab(browser, product.url, { state });
  await within(tab, (page) => operatorJourney({ page, product, service }));
});
