// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { createArenaLedger } from "./arena-ledger.js";

it("needs what head and tail take at once", () => {
  const ledger = createArenaLedger();
  ledger.resizeHead(100);
  ledger.persistent(20, 16);
  expect(ledger.state).toEqual({ head: 100, tail: 32, needed: 144 });
});

it("remembers temporaries that met the tail, also after they are gone", () => {
  const ledger = createArenaLedger();
  ledger.resizeHead(10);
  ledger.temporary(50, 4);
  ledger.persistent(4, 4);
  ledger.dropTemporaries();
  ledger.resizeHead(16);
  expect(ledger.state.needed).toBe(80);
});

it("rounds both ends where something is laid between them", () => {
  const ledger = createArenaLedger();
  ledger.resizeHead(1);
  ledger.persistent(1, 1);
  ledger.between(40);
  expect(ledger.state.needed).toBe(80);
});
