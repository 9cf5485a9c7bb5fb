// A subscriber made of other people's libraries: it verifies the signature with Standard Webhooks' own library, reads the event with CloudEvents' SDK, and prints what it found,
// one line of JSON for each event.
const http = require("node:http");
const { createRequire } = require("node:module");
const from = createRequire(process.argv[2] + "/");
const { Webhook } = from("standardwebhooks");
const { HTTP } = from("cloudevents");
const webhook = new Webhook(process.argv[3]);

http.createServer((request, response) => {
  if (request.method === "OPTIONS") {
    response.writeHead(200, { "WebHook-Allowed-Origin": request.headers["webhook-request-origin"], "WebHook-Allowed-Rate": "6000" }).end();
    return;
  }

  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString("utf8");
    let found;
    try {
      // verify() also reads the body as JSON.
      webhook.verify(body, request.headers);
      const event = HTTP.toEvent({ headers: request.headers, body });
      event.validate();
      found = { verified: true, event };
    } catch (fault) {
      found = { verified: false, fault: String(fault) };
    }

    console.log(JSON.stringify(found));
    response.writeHead(found.verified ? 204 : 400).end();
  });
}).listen(0, "127.0.0.1", function () {
  console.log(JSON.stringify({ port: this.address().port }));
});
