using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>What came of reading a form: JSON, and what was wrong. One form, one thread.</summary>
internal sealed class FormReading
{
    private readonly List<ProblemError> _errors = [];
    private readonly List<string> _unread = [];

    /// <summary>The form as a JSON object.</summary>
    public JsonBuffer Json { get; } = new();

    /// <summary>Whether the form cannot be read at all.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>What was wrong before a schema was asked.</summary>
    public IReadOnlyList<ProblemError> Errors => _errors;

    /// <summary>How many values stand in the JSON as an empty string, because their bytes are not read.</summary>
    public int UnreadCount => _unread.Count;

    /// <summary>The form cannot be read.</summary>
    public void Malform(string error, string place = "")
    {
        IsMalformed = true;
        _errors.Add(new ProblemError(place, null, error));
    }

    /// <summary>The form can be read, but is not what the contract says.</summary>
    public void Fail(string place, string pointer, string error) => _errors.Add(new ProblemError(place, pointer, error));

    /// <summary>Writes a value whose bytes are not read.</summary>
    /// <param name="place">The JSON pointer to it.</param>
    public void WriteUnread(string place)
    {
        _unread.Add(place);
        Json.WriteText([]);
    }

    /// <summary>Whether a fault is about a value that was not read, so that nobody knows.</summary>
    public bool IsUnread(SchemaFailure failure) => _unread.Contains(failure.InstanceLocation);
}
