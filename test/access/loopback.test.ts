import { expect, it } from "vitest";
import { isLoopback } from "../../src/access/loopback.ts";

it.each(["127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "localhost", "LocalHost"])(
  "%s is reached from this machine alone",
  (host) => expect(isLoopback(host)).toBe(true),
);

/** Some are other spellings of this machine; nobody is asked what a name means before the door is opened. */
it.each([
  "0.0.0.0",
  "::",
  "0",
  "127.1",
  "128.0.0.1",
  "10.0.0.1",
  "::ffff:10.0.0.1",
  "fe80::1",
  "my.localhost",
  "host",
  "",
])("%s is not taken for it", (host) => expect(isLoopback(host)).toBe(false));
