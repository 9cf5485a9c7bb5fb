using System.Globalization;
using System.Text;

namespace RetailSync.Contracts.Schemas;

/// <summary>Gathers what is wrong with a value, up to a limit, and knows where the evaluation is. One evaluation at a time.</summary>
internal sealed class FailureList(int limit = 20)
{
    private readonly List<SchemaFailure> _failures = [];
    private readonly List<string> _path = [];

    /// <summary>What was found, in the order of the value.</summary>
    public IReadOnlyList<SchemaFailure> Failures => _failures;

    /// <summary>Whether more was found than is kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The evaluation goes into a property.</summary>
    public void Enter(ReadOnlySpan<byte> name) => _path.Add(SubschemaKeywords.Escape(Encoding.UTF8.GetString(name)));

    /// <summary>The evaluation goes into an item.</summary>
    public void Enter(int position) => _path.Add(position.ToString(CultureInfo.InvariantCulture));

    /// <summary>It comes back.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Adds a failure at the place where the evaluation is.</summary>
    public void Add(SchemaNode node, string keyword, string message)
    {
        if (_failures.Count == limit)
        {
            HasMore = true;
            return;
        }

        var place = string.Concat(_path.Select(step => "/" + step));
        _failures.Add(new SchemaFailure(place, keyword.Length == 0 ? node.Place.Location : $"{node.Place.Location}/{keyword}", message));
    }
}
