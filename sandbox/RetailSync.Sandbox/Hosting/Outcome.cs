namespace RetailSync.Sandbox;

/// <summary>What a rule says: a value, or why not. One of the two is set.</summary>
internal readonly record struct Outcome<T>(T? Value, Refusal? Refused)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refused) => new(null, refused);

    /// <summary>The answer: what <paramref name="accepted"/> makes of the value, or the refusal.</summary>
    public IResult Answer(Func<T, IResult> accepted) => Refused is { } refused ? refused : accepted(Value!);

    /// <summary>The answer: 200 with the value, or the refusal.</summary>
    public IResult Ok() => Answer(TypedResults.Ok);
}
