namespace RetailSync.Gateway;

/// <summary>What came of judging a body.</summary>
/// <param name="Verdict">Whether it is what the contract says.</param>
/// <param name="AuthoredOwners">Which owners' fields it has: bit n stands for entry n of <see cref="IOperationJudge.Owners"/>.</param>
public readonly record struct BodyFinding(BodyVerdict Verdict, ulong AuthoredOwners = 0);
