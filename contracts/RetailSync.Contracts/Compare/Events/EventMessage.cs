namespace RetailSync.Contracts.Compare.Events;

/// <summary>One message of an AsyncAPI document, as far as versions are compared.</summary>
/// <param name="Name">Its name, by which versions of it are told apart: the message's own, or the key it stands under.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Payload">The schema of its payload; null when anything may be in it.</param>
/// <param name="Headers">The schema of its headers; null when there are none described.</param>
/// <param name="Format">The format of the payload's schema, when it is none that is read here; empty otherwise.</param>
/// <param name="ReferenceStandsAlone">Whether keywords beside <c>$ref</c> are ignored in the payload's schema.</param>
/// <param name="Addresses">The channels' addresses that carry it.</param>
internal sealed record EventMessage(string Name, SchemaPart Place, SchemaPart? Payload, SchemaPart? Headers, string Format, bool ReferenceStandsAlone, IReadOnlySet<string> Addresses);
