namespace RetailSync.Gateway;

/// <summary>Every kind of refusal that the gateway can give. Each has a page at <c>/problems/{id}</c>; ids are never reused.</summary>
public static class ProblemTypes
{
    /// <summary>No credential, or a bad one.</summary>
    public static readonly ProblemType Unauthenticated = new("unauthenticated", 401, "A valid credential is needed.",
        "The request carried no credential, more than one, or one that did not pass its checks.",
        "Send one bearer token from a configured issuer, or one X-Api-Key, or show a client certificate. WWW-Authenticate says which are accepted.");

    /// <summary>A client certificate that is not accepted.</summary>
    public static readonly ProblemType CertificateRefused = new("certificate-refused", 403, "The client certificate is not accepted.",
        "The client showed a certificate that has expired, is revoked, is not meant for clients, or belongs to no consumer.",
        "Show a certificate that is valid now and registered for the consumer, or none where another credential is enough.");

    /// <summary>A scope is missing.</summary>
    public static readonly ProblemType InsufficientScope = new("insufficient-scope", 403, "The credential lacks a scope.",
        "The caller is known, but neither its token nor its grants cover this operation.",
        "WWW-Authenticate names the scopes. Ask the API's owner for the grant, then fetch a new token with it.");

    /// <summary>The request writes a field that another system owns.</summary>
    public static readonly ProblemType NotTheOwner = new("not-the-owner", 403, "The field belongs to another system.",
        "Every domain has one authoritative system. The request sets a field whose authoritative system is another than the caller's.",
        "Leave out the fields that the errors name, and change them through the system that owns them.");

    /// <summary>No API lies at this path.</summary>
    public static readonly ProblemType UnknownApi = new("unknown-api", 404, "No API lies at this path.",
        "No route of the gateway matches the path.",
        "Paths look like /{system}/v{n}/... The service catalog lists the systems and their versions.") { ProxyError = "destination_not_found" };

    /// <summary>The API has no such version.</summary>
    public static readonly ProblemType UnknownVersion = new("unknown-version", 404, "The API has no such version.",
        "The API exists, but the version that the request names does not, or it names none and the API has no default.",
        "Use a version that the detail lists.") { ProxyError = "destination_not_found" };

    /// <summary>The contract has no such operation.</summary>
    public static readonly ProblemType UnknownOperation = new("unknown-operation", 404, "The contract has no such operation.",
        "The API and its version exist, but their contract has no operation at this path.",
        "Compare the path with the contract; paths are case-sensitive and have no trailing slash.") { ProxyError = "destination_not_found" };

    /// <summary>The path exists, the method does not.</summary>
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The operation does not exist with this method.",
        "The contract has this path, but not with this method.",
        "Use a method that the Allow header lists.");

    /// <summary>The version is retired.</summary>
    public static readonly ProblemType VersionRetired = new("version-retired", 410, "This version is retired.",
        "The API version has reached the end of its life and is not answered any more.",
        "Move to the version that the Link header names as successor-version.");

    /// <summary>The version is in a brown-out window.</summary>
    public static readonly ProblemType VersionBrownout = new("version-brownout", 410, "This version is switched off for a short while.",
        "The version is deprecated and answers 410 in announced windows, so that callers who have not moved yet notice in time.",
        "Move to the version that the Link header names as successor-version. Until then, try again after the window (Retry-After).");

    /// <summary>The request could not be read as HTTP.</summary>
    public static readonly ProblemType MalformedRequest = new("malformed-request", 400, "The request is not well-formed HTTP.",
        "The request line, a header or the framing of the body breaks the rules of HTTP (RFC 9110, RFC 9112).",
        "Send it with an ordinary HTTP client. The connection is closed after this answer.") { ProxyError = "http_request_error" };

    /// <summary>The path is ambiguous.</summary>
    public static readonly ProblemType MalformedPath = new("malformed-path", 400, "The path can be read in more than one way.",
        "The path holds dot segments, empty segments, backslashes, encoded slashes, control characters or broken escapes, which systems behind the gateway may read differently.",
        "Send the plain path. The path that the gateway matches is the path that it forwards.") { ProxyError = "http_request_error" };

    /// <summary>The host is not served here.</summary>
    public static readonly ProblemType MisdirectedRequest = new("misdirected-request", 421, "This host is not served here.",
        "The Host header names no host of this gateway, or another one than the TLS connection was opened for.",
        "Use the gateway's published address, with a connection of its own for each name.") { ProxyError = "http_request_error" };

    /// <summary>The request took too long to arrive.</summary>
    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "The request did not arrive in time.",
        "Its headers took longer than 30 seconds, or its body came slower than the minimum rate.",
        "Send it again over a faster connection.") { ProxyError = "http_request_error" };

    /// <summary>The body is too large.</summary>
    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large.",
        "The body is longer than this route accepts. Decompressed bytes count.",
        "Send less at once; the detail names the limit.") { ProxyError = "http_request_error" };

    /// <summary>The request line is too long.</summary>
    public static readonly ProblemType UriTooLong = new("uri-too-long", 414, "The request line is too long.",
        "The method, path and query together are longer than the limit (8 KB by default).",
        "Shorten the query, or send the values in a body.") { ProxyError = "http_request_error" };

    /// <summary>The content type is not accepted.</summary>
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not accepted.",
        "The contract does not accept this content type here, or the request names none.",
        "Use a content type that the contract lists.");

    /// <summary>The headers are too large.</summary>
    public static readonly ProblemType HeadersTooLarge = new("headers-too-large", 431, "The headers are too large.",
        "There are more than 100 headers, or they are longer than 32 KB together.",
        "Send fewer and shorter headers.") { ProxyError = "http_request_error" };

    /// <summary>The request does not match its contract.</summary>
    public static readonly ProblemType SchemaMismatch = new("schema-mismatch", 400, "The request does not match the contract.",
        "The body, a header, the query or a path parameter breaks the contract's schema.",
        "errors[] says where and which rule. The contract is in the service catalog.");

    /// <summary>The body is not usable JSON.</summary>
    public static readonly ProblemType MalformedJson = new("malformed-json", 400, "The body is not usable JSON.",
        "The body is not JSON, names a property twice, or is nested deeper than 64 levels.",
        "Send one JSON document in UTF-8, each property once.");

    /// <summary>A limit or quota is used up.</summary>
    public static readonly ProblemType QuotaExceeded = new("quota-exceeded", 429, "A limit is used up.",
        "The caller has used up one of its limits.",
        "Wait as long as Retry-After says. RateLimit and RateLimit-Policy tell what is left.")
    { RegisteredUri = "https://iana.org/assignments/http-problem-types#quota-exceeded", ProxyError = "http_request_denied" };

    /// <summary>The gateway is short of room.</summary>
    public static readonly ProblemType TemporaryReducedCapacity = new("temporary-reduced-capacity", 503, "The gateway is short of room.",
        "The request was refused before anything was sent on, because the gateway is protecting what it has promised already.",
        "Nothing happened. Send it again after Retry-After.")
    { RegisteredUri = "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity", ProxyError = "connection_limit_reached" };

    /// <summary>The system behind the gateway cannot be reached; nothing was sent.</summary>
    public static readonly ProblemType UpstreamUnavailable = new("upstream-unavailable", 503, "The system behind the gateway cannot be reached.",
        "No connection could be made, or the system has failed so often that it is left alone for a while. Nothing was sent.",
        "Nothing happened. Send it again after Retry-After.") { ProxyError = "destination_unavailable" };

    /// <summary>The system's answer was lost or not usable.</summary>
    public static readonly ProblemType UpstreamFailed = new("upstream-failed", 502, "The system behind the gateway gave no usable answer.",
        "The request was sent, and then the connection broke or the answer could not be read. Whether it was carried out is not known.",
        "A read can be repeated. Before a change is repeated, look up whether it was carried out.") { ProxyError = "http_response_incomplete" };

    /// <summary>The system answered outside its contract.</summary>
    public static readonly ProblemType UpstreamContractBroken = new("upstream-contract-broken", 502, "The system's answer does not match its contract.",
        "The system behind the gateway answered, but not as its contract says, and its operators want no such answer to leave. Whether a change was carried out is not known from this.",
        "A read can be repeated later. Before a change is repeated, look up whether it was carried out. Tell the API's owner the request id.") { ProxyError = "http_protocol_error" };

    /// <summary>The system did not answer in time.</summary>
    public static readonly ProblemType UpstreamTimeout = new("upstream-timeout", 504, "The system behind the gateway did not answer in time.",
        "The request was sent, and no answer came within the route's time limit. Whether it was carried out is not known.",
        "A read can be repeated. Before a change is repeated, look up whether it was carried out.") { ProxyError = "http_response_timeout" };

    /// <summary>The request wanted a kept answer and nothing else.</summary>
    public static readonly ProblemType NotInCache = new("not-in-cache", 504, "No kept answer can be given.",
        "The request said Cache-Control: only-if-cached, and no answer is kept that fits it.",
        "Send it again without only-if-cached; then the system behind the gateway is asked.") { ProxyError = "http_request_denied" };

    /// <summary>The operation asks for an idempotency key.</summary>
    public static readonly ProblemType IdempotencyKeyMissing = new("idempotency-key-missing", 400, "This operation asks for an idempotency key.",
        "The operation changes something, and its owner wants every such call to carry a key by which a repetition is known. Nothing was sent on.",
        "Send the header Idempotency-Key with a value of your own that is new for each change and the same for each repetition of it, such as a UUID.");

    /// <summary>The idempotency key cannot be read.</summary>
    public static readonly ProblemType IdempotencyKeyMalformed = new("idempotency-key-malformed", 400, "The idempotency key cannot be read.",
        "The header Idempotency-Key stands there more than once, is empty, is longer than 255 characters, or has characters that do not belong in it. Nothing was sent on.",
        "Send one header with 1 to 255 visible ASCII characters, in quotation marks or without.");

    /// <summary>The same change is under way.</summary>
    public static readonly ProblemType IdempotencyInFlight = new("idempotency-in-flight", 409, "The same change is under way.",
        "Another call with the same idempotency key has not been answered yet. This one was not sent on.",
        "Send it again after Retry-After, with the same key, or let it wait with the header Prefer: wait=5.");

    /// <summary>The key was used for another request.</summary>
    public static readonly ProblemType IdempotencyMismatch = new("idempotency-mismatch", 422, "The idempotency key was used for another request.",
        "A call with the same key but another path, content type or body was made before. This one was not sent on.",
        "Use a new key for a new change. To repeat a change, send exactly what was sent the first time.");

    /// <summary>Whether the change was made is not known.</summary>
    public static readonly ProblemType OutcomeUnknown = new("outcome-unknown", 504, "Whether the change was made is not known.",
        "The request was sent, and no answer came that says what became of it. The gateway keeps the operation and finds out.",
        "Do not send it again under a new key. Look at Location, or send it again with the same key after Retry-After.") { ProxyError = "http_response_incomplete" };

    /// <summary>Whether the change was made is still not known.</summary>
    public static readonly ProblemType OutcomePending = new("outcome-pending", 409, "Whether the change was made is still not known.",
        "An earlier call with the same key got no answer, and the gateway is still finding out what became of it. This one was not sent on.",
        "Look at Location, or send it again with the same key later: once the outcome is known, it is the answer.");

    /// <summary>An earlier change of the same thing has an unknown outcome.</summary>
    public static readonly ProblemType KeyBlocked = new("key-blocked", 409, "An earlier change of the same thing has an unknown outcome.",
        "Changes of one thing go one after another, and whether the earlier one was made is not known yet. This one was not sent on.",
        "Look at Location, which is the earlier change. Send this one again when that is decided.");

    /// <summary>Too many changes of the same thing.</summary>
    public static readonly ProblemType LaneFull = new("lane-full", 503, "Too many changes of the same thing are waiting.",
        "Changes of one thing go one after another, and this one could not have its turn in time. Nothing was sent on.",
        "Nothing happened. Send it again after Retry-After.") { ProxyError = "connection_limit_reached" };

    /// <summary>Nothing can be written down.</summary>
    public static readonly ProblemType JournalUnavailable = new("journal-unavailable", 503, "The gateway cannot write changes down at the moment.",
        "A change is written down before it is sent on, and that is not possible at the moment. Nothing was sent on.",
        "Nothing happened. Send it again after Retry-After.") { ProxyError = "proxy_internal_error" };

    /// <summary>No such record.</summary>
    public static readonly ProblemType UnknownRequest = new("unknown-request", 404, "Nothing is known about this request.",
        "The request id is unknown, too old, or belongs to another consumer. Requests that went well are kept only when they asked with Explain: true.",
        "Send the request again with Explain: true and a credential that has the scope gateway.explain.");

    /// <summary>No such event, subscription or dead letter.</summary>
    public static readonly ProblemType UnknownEvent = new("unknown-event", 404, "There is no such event or subscription.",
        "The id names no event, subscription, dead letter or replay that this consumer may see.",
        "GET /events and GET /subscriptions list what there is.");

    /// <summary>The subscription cannot be changed like this.</summary>
    public static readonly ProblemType SubscriptionConflict = new("subscription-conflict", 409, "The subscription cannot be changed like this.",
        "The subscription is declared in a file, its id is taken, or it is not in the state that this needs.",
        "The detail says what stands in the way. A declared subscription is changed in its file; through the API it can be paused and resumed.");

    /// <summary>The journal has no such operation.</summary>
    public static readonly ProblemType OperationNotFound = new("operation-not-found", 404, "The journal has no such operation.",
        "No change with this id was written down, or it belongs to another consumer.",
        "Use the Location of the answer that named the operation, with the credential that made the change.") { ProxyError = "destination_not_found" };

    /// <summary>The operation cannot be decided now.</summary>
    public static readonly ProblemType DecisionRefused = new("decision-refused", 409, "The operation cannot be decided now.",
        "Its outcome is known already, or is being found out at this moment, or its call is still under way.",
        "Look at the operation again. What is known already needs no decision; otherwise send the decision again in a minute.");

    /// <summary>A plugin that an answer may not leave without has failed.</summary>
    public static readonly ProblemType PluginFailed = new("plugin-failed", 500, "A required step of the gateway failed.",
        "The system was called and answered, but a plugin that its operators require before an answer leaves failed or took too long, so the answer was held back.",
        "A read can be repeated. Before a change is repeated, look up whether it was carried out.") { ProxyError = "proxy_internal_error" };

    /// <summary>A fault of the gateway itself.</summary>
    public static readonly ProblemType InternalError = new("internal-error", 500, "The gateway failed.",
        "Something in the gateway went wrong that it should have handled.",
        "Tell the gateway's operators the request id.") { ProxyError = "proxy_internal_error" };

    /// <summary>Every kind, in the order above.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        Unauthenticated, CertificateRefused, InsufficientScope, NotTheOwner, UnknownApi, UnknownVersion, UnknownOperation, MethodNotAllowed, VersionRetired, VersionBrownout,
        MalformedRequest, MalformedPath, MisdirectedRequest, RequestTimeout, BodyTooLarge, UriTooLong, UnsupportedMediaType, HeadersTooLarge,
        SchemaMismatch, MalformedJson, QuotaExceeded, TemporaryReducedCapacity, UpstreamUnavailable, UpstreamFailed, UpstreamContractBroken, UpstreamTimeout,
        NotInCache, IdempotencyKeyMissing, IdempotencyKeyMalformed, IdempotencyInFlight, IdempotencyMismatch, OutcomeUnknown, OutcomePending, KeyBlocked, LaneFull, JournalUnavailable,
        UnknownRequest, PluginFailed, InternalError,
        OperationNotFound, DecisionRefused, UnknownEvent, SubscriptionConflict,
    ];
}
