namespace RetailSync.Gateway;

/// <summary>W3C trace context as text, ready to be sent on.</summary>
/// <param name="TraceParent">The <c>traceparent</c> header; null before one is known.</param>
/// <param name="TraceState">The <c>tracestate</c> header; null when there is none.</param>
public readonly record struct TraceLink(string? TraceParent, string? TraceState);
