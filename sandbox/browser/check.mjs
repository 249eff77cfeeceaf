// The page of the API in a headless Chromium: it shows the operation, loads nothing from elsewhere, and sends an
// update with the key of the sandbox. `node check.mjs URL`; `cargo xtask e2e --browser` does so.
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const url = process.argv[2];
const browser = await playwright.launch({
  args: [...chromium.args, '--no-sandbox'],
  executablePath: await chromium.executablePath(),
  headless: true,
});
const page = await browser.newPage();
const elsewhere = [];
let update;
page.on('request', (request) => {
  if (!request.url().startsWith(url) && !/^(data|blob|about):/.test(request.url())) {
    elsewhere.push(request.url());
  }
});
page.on('response', async (response) => {
  if (response.request().method() === 'PATCH') {
    update = {
      status: response.status(),
      url: response.url(),
      key: response.request().headers()['x-api-key'],
      tried: (await response.json()).metadata?.tried,
    };
  }
});

await page.goto(`${url}/docs`, { waitUntil: 'load' });
await page.getByText('Update customer', { exact: false }).first().waitFor({ timeout: 60_000 });
await page.goto(`${url}/docs#tag/customers/patch/v1/customers/{customer_id}`);
await page.getByRole('button', { name: /test request/i }).first().click({ timeout: 60_000 });
const send = page.getByRole('button', { name: /send/i }).first();
await send.waitFor({ timeout: 60_000 });
// What the page proposes is the first status of the list, which an active customer cannot have any more.
await page.locator('.cm-content', { hasText: '"status"' }).first().click({ timeout: 60_000 });
await page.keyboard.press('ControlOrMeta+A');
await page.keyboard.insertText('{"metadata": {"tried": "on the page"}}');
await send.click();
for (let tries = 0; tries < 100 && !update; tries += 1) await page.waitForTimeout(100);
await browser.close();

console.log(JSON.stringify({ update, elsewhere }, null, 2));
const isDone = update && update.status === 200 && update.key && update.tried === 'on the page';
process.exit(isDone && elsewhere.length === 0 ? 0 : 1);
