using System.IO.Pipelines;

namespace RetailSync.Gateway.Edge;

/// <summary>The two directions of a connection.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
