namespace RetailSync.Architecture.Reading;

/// <summary>Turns what a rule found into the outcome of a test.</summary>
internal static class Faults
{
    /// <summary>Fails with every fault, one a line.</summary>
    public static void AssertNone(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        if (all.Count > 0)
        {
            Assert.Fail($"{all.Count} found:\n{string.Join('\n', all)}");
        }
    }
}
