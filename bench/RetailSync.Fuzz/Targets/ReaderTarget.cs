using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Fuzz.Targets;

/// <summary>The readers of JSON and YAML: a document or faults, never neither; JSON exactly when the platform takes it; what was read can be written and read again.</summary>
internal sealed class ReaderTarget(Seeds seeds, bool isJson) : FuzzTarget
{
    private readonly string _file = isJson ? "x.json" : "x.yaml";

    public override string Name => isJson ? "json" : "yaml";

    public override byte[] Make(Random random)
    {
        var from = isJson ? seeds.Json : seeds.Yaml;
        return ByteMutator.Spoil(random, from[random.Next(from.Count)], from);
    }

    public override Finding? Check(byte[] input)
    {
        List<ConfigFault> faults = [];
        var document = DocumentReader.Read(_file, input, faults);
        if (document is null && faults.Count == 0)
        {
            return new Finding("silence", "neither a document nor a fault");
        }

        var isRead = document is not null && faults.Count == 0;
        var text = input.AsMemory(input.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0);
        if (isJson && isRead != StrictJson.Accepts(text))
        {
            return new Finding("json", isRead ? "the platform refuses it" : $"the platform takes it: {faults[0]}");
        }

        if (!isRead)
        {
            return null;
        }

        var written = document!.ToJson();
        var again = DocumentReader.Read("again.json", written, faults);
        return again is not null && faults.Count == 0 && again.ToJson().Span.SequenceEqual(written.Span) ? null : new Finding("round trip", faults.FirstOrDefault()?.ToString() ?? "another document");
    }
}
