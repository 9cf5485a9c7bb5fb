using System.Text;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>A property of an object that is spread over several names of a query or form. Immutable.</summary>
internal sealed class ParameterField(string name, string key, ValueShape shape)
{
    /// <summary>The property's name.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The name under which it stands in the query: <c>colour</c>, or <c>filter[colour]</c> in the style <c>deepObject</c>.</summary>
    public byte[] Key { get; } = Encoding.UTF8.GetBytes(key);

    /// <summary>What it is.</summary>
    public ValueShape Shape => shape;
}
