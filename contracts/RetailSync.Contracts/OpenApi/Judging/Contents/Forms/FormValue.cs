namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>One field of a form, or part of a multipart body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its value, where it stands in the body: never a copy.</param>
/// <param name="IsEscaped">Whether percent and plus signs are escapes.</param>
/// <param name="ContentType">Its own content type; null when it has none.</param>
/// <param name="IsFile">Whether it has a file name, or is encoded in a way that is not undone here: nothing is said of its bytes.</param>
/// <param name="Headers">The names of its headers.</param>
internal readonly record struct FormValue(string Name, ReadOnlyMemory<byte> Bytes, bool IsEscaped, string? ContentType, bool IsFile, IReadOnlyCollection<string> Headers);
