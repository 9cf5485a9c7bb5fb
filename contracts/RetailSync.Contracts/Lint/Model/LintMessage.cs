using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>A message of an AsyncAPI document, its traits not applied.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Member">Its key and object where it is defined.</param>
/// <param name="Place">Where it is defined.</param>
internal sealed record LintMessage(string Id, SourceMember Member, DocumentPlace Place);
