using System.Net.Http.Headers;
using System.Text;
using RetailSync.Contracts;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;
using RetailSync.Plugins.ChangeEvents;

namespace RetailSync.EndToEnd.Contracts;

/// <summary>What the systems really answer to changes makes events that are what the event contracts say.</summary>
public sealed class EventsOfRealAnswersTests(EnforcementTests.Unlimited gateway, ITestOutputHelper output) : IClassFixture<EnforcementTests.Unlimited>
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "contracts");
    private static readonly Lazy<IReadOnlyDictionary<string, IContract>> Contracts = new(() => ContractFolder.Read(Folder, new ContractCache(), []));
    private static readonly Lazy<IReadOnlyDictionary<string, IEventContract>> Events = new(() => EventContractFolder.Read(Folder, new ContractCache(), []));

    public static TheoryData<string> Files => [.. ContractExamples.Files.Where(file => ContractOf(file).Operations.Any(operation => operation.Event is not null))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Event_OfARealAnswer_IsWhatItsContractSays(string file)
    {
        var contract = ContractOf(file);
        List<string> built = [], wrong = [], refused = [];

        foreach (var call in ContractExamples.Of(file))
        {
            var operation = contract.Operations.Single(each => each.Id == call.OperationId);
            if (operation.Event is null)
            {
                continue;
            }

            // An example may need what those before it left, or what they took away.
            var change = await SendAsync(call, EnforcementTests.PrefixOf(file), operation, contract.Id);
            if (change is null)
            {
                await gateway.ResetAsync(file.Split('/')[0]);
                change = await SendAsync(call, EnforcementTests.PrefixOf(file), operation, contract.Id);
            }

            if (change is null)
            {
                refused.Add(operation.Id);
            }
            else
            {
                var one = Assert.Single(await new ChangeEventsPlugin().BuildAsync(change, TestContext.Current.CancellationToken));
                built.Add(one.Type);
                wrong.AddRange(Events.Value[one.Type].Judge(one.Data, 20).Select(error => $"{call.OperationId} {one.Type} {error.InstanceLocation}: {error.Error}"));
            }
        }

        output.WriteLine($"{built.Count} events: {string.Join(' ', built)}");
        Assert.Empty(wrong);
        Assert.Empty(refused);
    }

    private static IContract ContractOf(string file) => Contracts.Value.Values.Single(contract => contract.File == file);

    // Null when the system refused it.
    private async Task<CompletedChange?> SendAsync(ExampleCall call, string prefix, Operation operation, string contract)
    {
        using var request = new HttpRequestMessage(call.Method, prefix + call.Target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await gateway.TokenAsync());
        request.Content = call.Body is null ? null : new StringContent(call.Body, Encoding.UTF8, call.MediaType!);
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await gateway.Http1.SendAsync(request, TestContext.Current.CancellationToken);
        return !answer.IsSuccessStatusCode ? null : new CompletedChange
        {
            Id = Guid.CreateVersion7(),
            Operation = operation,
            ContractId = contract,
            Path = call.Target.Split('?')[0],
            RequestContentType = request.Content?.Headers.ContentType?.ToString(),
            RequestBody = Encoding.UTF8.GetBytes(call.Body ?? ""),
            Status = (int)answer.StatusCode,
            ResponseContentType = answer.Content.Headers.ContentType?.ToString(),
            ResponseBody = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
        };
    }
}
