namespace RetailSync.Sandbox;

/// <summary>A client of the token server.</summary>
/// <param name="Id">Its <c>client_id</c>.</param>
/// <param name="Secret">Its <c>client_secret</c>.</param>
/// <param name="Audience">The audience of its tokens.</param>
/// <param name="Scopes">The scopes it may have.</param>
internal sealed record Client(string Id, string Secret, string Audience, IReadOnlyList<string> Scopes);
