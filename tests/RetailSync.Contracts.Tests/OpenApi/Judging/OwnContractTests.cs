using System.Globalization;
using System.Text.Json;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Tests.OpenApi.Bodies;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>The contracts of this repository: each of their examples is sound by their own judges.</summary>
public sealed class OwnContractTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(DeclaredBodiesTests.Files), MemberType = typeof(DeclaredBodiesTests))]
    public void Examples_OfBodies_AreSound(string file)
    {
        var (contract, judged) = (Read(file), 0);
        foreach (var body in contract.Bodies)
        {
            var operation = contract.Operations.Single(each => each.Id == body.OperationId);
            var judge = body.Status is { } status ? operation.Judge!.FindResponseBody(StatusOf(status), body.MediaType) : operation.Judge!.FindRequestBody(body.MediaType);
            foreach (var example in body.Examples)
            {
                Assert.Equal(["Sound"], judge!.Faults(Json(example)));
                judged++;
            }
        }

        output.WriteLine($"{contract.Operations.Count} operations, {judged} examples of bodies");
        Assert.True(judged > 0);
    }

    [Theory]
    [MemberData(nameof(DeclaredBodiesTests.Files), MemberType = typeof(DeclaredBodiesTests))]
    public void Examples_OfQueryParameters_AreSound(string file)
    {
        var contract = Read(file);
        var places = new DocumentPlace(contract.Document.Root, contract.Document.Root, "").Down("paths")!.Value;
        foreach (var operation in contract.Operations)
        {
            var parameters = places.Down(operation.PathTemplate)!.Value.Down(operation.Method.ToLowerInvariant())!.Value.Down("parameters")?.Items() ?? [];
            var query = string.Join('&', parameters.Where(place => place.Node["in"]?.Text == "query" && place.Node["example"] is not null).Select(place => $"{place.Node["name"]!.Text}={Uri.EscapeDataString(place.Node["example"]!.Text)}"));

            Assert.DoesNotContain(operation.Judge!.Query(query), fault => fault.StartsWith("/query/", StringComparison.Ordinal) && !fault.EndsWith("is missing.", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(DeclaredBodiesTests.Files), MemberType = typeof(DeclaredBodiesTests))]
    public void Examples_WithAPropertyOfAnotherType_AreUnsound(string file)
    {
        var contract = Read(file);
        foreach (var body in contract.Bodies.Where(body => body.Status is null))
        {
            var judge = contract.Operations.Single(each => each.Id == body.OperationId).Judge!.FindRequestBody(body.MediaType)!;

            Assert.All(body.Examples, example => Assert.Equal(BodyVerdict.Unsound, judge.Judge(null, "[[]]"u8.ToArray()).Verdict));
        }
    }

    private static int StatusOf(string status) => status == "default" ? 599 : int.Parse(status.Replace('X', '0'), CultureInfo.InvariantCulture);

    private static OpenApiContract Read(string file)
    {
        var faults = new List<ConfigFault>();
        Assert.True(ContractFileName.TryParse(file.Replace(Path.DirectorySeparatorChar, '/'), out var name));
        var document = DocumentReader.ReadFile(Path.Combine(DeclaredBodiesTests.Folder, file), file, faults)!;
        var contract = OpenApiReader.Read(name, "hash", document, faults);
        Assert.Empty(faults);
        return contract!;
    }

    private static string Json(SourceNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            node.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
