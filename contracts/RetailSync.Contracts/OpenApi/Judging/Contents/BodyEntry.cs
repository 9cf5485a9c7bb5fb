using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>What a contract says of one media type or range. Immutable.</summary>
/// <param name="Range">The type or range.</param>
/// <param name="Json">Judges it when it is JSON.</param>
/// <param name="Text">Judges it when it is <c>text/plain</c>.</param>
/// <param name="Other">Judges it when it is another type.</param>
internal sealed record BodyEntry(MediaRange Range, IBodyJudge Json, IBodyJudge Text, IBodyJudge Other);
