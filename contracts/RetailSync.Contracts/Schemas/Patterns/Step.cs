namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>One step of a <see cref="PatternProgram"/>.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Next">The step after it.</param>
/// <param name="Other">For a fork, the other step after it; for a take, the number of the set; for a glance, its number.</param>
internal readonly record struct Step(StepKind Kind, int Next = 0, int Other = 0);
