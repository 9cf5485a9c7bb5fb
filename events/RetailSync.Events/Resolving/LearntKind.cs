namespace RetailSync.Events.Resolving;

/// <summary>What a resolver's question has brought to light.</summary>
internal enum LearntKind
{
    /// <summary>Nothing: no answer, or one that says nothing about the change.</summary>
    Nothing,

    /// <summary>The repeated change was answered: it is applied.</summary>
    Applied,

    /// <summary>The repeated change was answered: it is refused for good.</summary>
    Refused,

    /// <summary>The repeated change met a conflict: it may be the first one that is still at work.</summary>
    Conflict,

    /// <summary>The repeated change found another version than its guard names.</summary>
    OtherVersion,

    /// <summary>The look-up has found the change.</summary>
    Found,

    /// <summary>The look-up has not found the change.</summary>
    Absent,

    /// <summary>The thing still has the version that the change wanted to replace.</summary>
    Unchanged,

    /// <summary>The thing has every value that the change wanted to give it.</summary>
    Contains,

    /// <summary>The thing has other values.</summary>
    Differs,

    /// <summary>The thing is not there.</summary>
    Gone,
}
