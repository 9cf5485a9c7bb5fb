using System.Text;
using System.Text.Json;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>Measures the validator beside its peers: in one run, in turns, by processor time.</summary>
internal static class PeersCommand
{
    public const string Walk = "walk";
    public const string Ours = "ours";

    private const double WarmUpMicroseconds = 1_500_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        if (Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("peers [--rounds 15] [--milliseconds 100] [--json <file>] [--only-ours]");
            return 2;
        }

        // For whoever works on the validator: the walk is enough to compare with.
        var isAlone = options.OnlyOurs;
        var bodies = BodySchema.Names.ToDictionary(name => name, BodySchema.Body);
        foreach (var name in BodySchema.Names)
        {
            bodies[name + "-damaged"] = Damage(bodies[name]);
        }

        using var node = isAlone ? null : await NodePeer.StartAsync(bodies);
        List<Peer> peers =
        [
            new LocalPeer(Walk, bodies, _ => WalkOver),
            new LocalPeer(Ours, bodies, name => Judge(BodySchema.Compile(name))),
        ];
        if (!isAlone)
        {
            peers.Add(new LocalPeer("JsonDocument", bodies, _ => Parse));
            peers.Add(new LocalPeer("NJsonSchema", bodies, NJson));
        }

        if (node is not null)
        {
            peers.Add(node);
        }

        foreach (var peer in peers)
        {
            await ProveAndWarmUpAsync(peer, isJudge: peer.Name is not (Walk or "JsonDocument"));
        }

        var figures = new List<Figures>();
        foreach (var body in BodySchema.Names)
        {
            figures.AddRange(await MeasureAsync(body, bodies[body].Length, peers, options.Rounds, options.Milliseconds));
        }

        PeersReport.Print(figures, isNodeMissing: node is null && !isAlone);
        if (options.Json is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, Indented));
        }

        return 0;
    }

    private static (int Rounds, int Milliseconds, string? Json, bool OnlyOurs)? Read(string[] args)
    {
        var (rounds, milliseconds, json, onlyOurs) = (15, 100, (string?)null, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--only-ours")
            {
                onlyOurs = true;
                continue;
            }

            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i++])
            {
                case "--rounds" when int.TryParse(value, out rounds) && rounds > 0:
                case "--milliseconds" when int.TryParse(value, out milliseconds) && milliseconds > 0:
                    break;
                case "--json" when value.Length > 0:
                    json = value;
                    break;
                default:
                    return null;
            }
        }

        return (rounds, milliseconds, json, onlyOurs);
    }

    private static bool WalkOver(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
        }

        return true;
    }

    private static bool Parse(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return true;
    }

    private static Func<byte[], bool> Judge(CompiledSchema schema) => body => schema.Judge(body) == SchemaVerdict.Valid;

    private static Func<byte[], bool> NJson(string name)
    {
        // It resolves references to definitions, as the drafts before 2019-09 call them.
        var text = File.ReadAllText(BodySchema.Path).Replace("$defs", "definitions", StringComparison.Ordinal);
        var schema = NJsonSchema.JsonSchema.FromJsonAsync(text).GetAwaiter().GetResult().Definitions[name];
        return body => schema.Validate(Encoding.UTF8.GetString(body)).Count == 0;
    }

    // The first name of a property is gone: well-formed, and every schema here asks for it.
    private static byte[] Damage(byte[] body)
    {
        var damaged = (byte[])body.Clone();
        damaged[2] = (byte)'X';
        return damaged;
    }

    // Who does not refuse a damaged body would be measured for something else than judging.
    private static async Task ProveAndWarmUpAsync(Peer peer, bool isJudge)
    {
        foreach (var body in BodySchema.Names)
        {
            if ((await peer.RunAsync(body, 1)).Accepted != 1 || (isJudge && (await peer.RunAsync(body + "-damaged", 1)).Accepted != 0))
            {
                throw new InvalidOperationException($"{peer.Name} judges the {body} wrongly.");
            }

            for (var used = 0.0; used < WarmUpMicroseconds;)
            {
                used += (await peer.RunAsync(body, 10)).Microseconds;
            }
        }
    }

    private static async Task<IEnumerable<Figures>> MeasureAsync(string body, int bytes, List<Peer> peers, int rounds, int milliseconds)
    {
        var iterations = new int[peers.Count];
        for (var i = 0; i < peers.Count; i++)
        {
            // Processor time is counted in steps that a few calls do not fill.
            var (count, used) = (1, 0.0);
            while ((used = (await peers[i].RunAsync(body, count)).Microseconds) < 20_000)
            {
                count *= 2;
            }

            iterations[i] = Math.Max(1, (int)(count * (milliseconds * 1000 / used)));
        }

        var taken = peers.Select(_ => new double[rounds]).ToArray();
        var order = Enumerable.Range(0, peers.Count).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            Random.Shared.Shuffle(order);
            foreach (var i in order)
            {
                taken[i][round] = (await peers[i].RunAsync(body, iterations[i])).Microseconds / iterations[i];
            }
        }

        return peers.Select((peer, i) => new Figures(
            body,
            bytes,
            peer.Name,
            Spread.Of(taken[i]),
            Spread.Of(taken[i].Zip(taken[0], (mine, walk) => mine / walk)),
            Spread.Of(taken[i].Zip(taken[1], (mine, ours) => mine / ours)),
            peer is LocalPeer local ? (double)local.Allocated / iterations[i] : null));
    }
}
