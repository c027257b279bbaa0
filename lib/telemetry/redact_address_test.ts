import { assertEquals } from "@std/assert";
import { redactAddress } from "@/lib/telemetry/redact_address.ts";

const TOKEN = "Abc-_".repeat(9).slice(0, 43);

Deno.test("redactAddress takes out the token of a link, wherever it stands", () => {
  const hidden: [string, string][] = [
    [`/shared/${TOKEN}`, "/shared/[redacted]"],
    [`http://localhost:8000/shared/${TOKEN}?x=1`, "http://localhost:8000/shared/[redacted]?x=1"],
    [`//shared/${TOKEN}/more`, "//shared/[redacted]"],
    [`/Shared/${TOKEN}`, "/Shared/[redacted]"],
    ["/shared/short", "/shared/[redacted]"],
    [`/api/v1/shared/${TOKEN}/batch`, "/api/v1/shared/[redacted]/batch"],
    [
      `cannot fetch "/shared/${TOKEN}": it is gone`,
      'cannot fetch "/shared/[redacted]": it is gone',
    ],
    [`/x/${TOKEN}`, "/x/[redacted]"],
  ];
  for (const [given, expected] of hidden) assertEquals(redactAddress(given), expected, given);
});

Deno.test("redactAddress leaves ids and other addresses as they are", () => {
  const id = "01JABCDEFGHJKMNPQRSTVWXYZ0";
  const plain = [
    "/",
    `/api/v1/shared/${id}/results`,
    `/api/v1/resumes/batches/${id}/files/${id}/text`,
    `/api/v1/sse/progress/stream/oidc_${"0".repeat(32)}`,
    `/api/v1/sse/progress/stream/u_${"0".repeat(32)}`,
    "/shared",
    "/sharedstuff/x",
  ];
  for (const address of plain) assertEquals(redactAddress(address), address);
});
