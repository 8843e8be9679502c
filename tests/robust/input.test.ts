/** A sample of what `npm run fuzz:input` does: mutated programs are rejected or compiled, and never break the compiler. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runCampaign } from "../fuzz/input/campaign.ts";

const count = 60;
const seed = Number(process.env.OSMIUM_FUZZ_FROM ?? Math.floor(Date.now() / 1000));

test(`${count} mutated programs (seed ${seed}) don't break the compiler`, async () => {
  const { failures } = await runCampaign({ seed, count });
  const [first] = failures;
  assert.equal(failures.length, 0, `from ${first?.origin}:\n${first?.detail}\n${first?.source}`);
});
