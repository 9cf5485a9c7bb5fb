using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>What happened in one step, ready to be told.</summary>
internal sealed record TourStep
{
    /// <summary>What a person did.</summary>
    public required string Words { get; init; }

    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>The request's path at the gateway, or its address elsewhere.</summary>
    public required string Path { get; init; }

    /// <summary>The request's headers that matter, each as it was sent.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The answer's status.</summary>
    public required int Status { get; init; }

    /// <summary>Who produced that status.</summary>
    public required string ProducedBy { get; init; }

    /// <summary>The gateway's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The one or two facts that matter.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Why the tour cannot go on after this; null when all is as the story wants it.</summary>
    public string? Fault { get; init; }

    /// <summary>The answer's body, when the tour cannot go on.</summary>
    public JsonNode? Body { get; init; }
}
