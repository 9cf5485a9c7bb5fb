using RetailSync.Contracts.OpenApi.Judging.Contents;
using RetailSync.Contracts.OpenApi.Judging.Parameters;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>What a contract says of one response. Immutable.</summary>
/// <param name="Headers">Its headers.</param>
/// <param name="Bodies">Its bodies.</param>
internal sealed record ResponseJudge(HeaderJudge Headers, BodyTable Bodies);
