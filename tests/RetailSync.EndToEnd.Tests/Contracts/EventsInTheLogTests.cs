using System.Net.Http.Headers;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Contracts;

/// <summary>The whole way: a change goes through the gateway with a journal, and its event is in the log, sound.</summary>
public sealed class EventsInTheLogTests(EventsInTheLogTests.Journalled gateway, ITestOutputHelper output) : IClassFixture<EventsInTheLogTests.Journalled>
{
    public static TheoryData<string> Files => EventsOfRealAnswersTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Change_OfEveryKind_IsInTheLogWithoutDefect(string file)
    {
        var contract = gateway.Host.Services.GetRequiredService<ISnapshotSource>().Current.Contracts.Values.Single(each => each.File == file);
        var due = new List<string>();

        // Two versions of an API are one system: the other's calls may have come first.
        await gateway.ResetAsync(file.Split('/')[0]);
        foreach (var call in ContractExamples.Of(file))
        {
            if (contract.Operations.Single(each => each.Id == call.OperationId).Event is { } declared && await SendAsync(call, EnforcementTests.PrefixOf(file)))
            {
                due.Add($"{declared.Type} ");
            }
        }

        var told = await EventsAsync(contract.Id);
        output.WriteLine(string.Join('\n', told));
        Assert.NotEmpty(due);
        Assert.Equal(due, told);
    }

    private async Task<bool> SendAsync(ExampleCall call, string prefix)
    {
        using var request = new HttpRequestMessage(call.Method, prefix + call.Target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await gateway.TokenAsync());
        request.Content = call.Body is null ? null : new StringContent(call.Body, Encoding.UTF8, call.MediaType!);
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await gateway.Http1.SendAsync(request, TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            output.WriteLine($"{call.Method} {prefix}{call.Target}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        return answer.IsSuccessStatusCode;
    }

    private async Task<List<string>> EventsAsync(string contract)
    {
        var told = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(gateway.Folder, "journal.db", SearchOption.AllDirectories).Single()};Mode=ReadOnly");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select e.type, coalesce(e.defect, '') from event e join operation o on o.id = e.operation_id where o.contract = $contract order by e.seq";
        command.Parameters.AddWithValue("$contract", contract);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            told.Add($"{rows.GetString(0)} {rows.GetString(1)}");
        }

        return told;
    }

    /// <summary>The gateway as it is delivered, which journals every change, with room for all calls at once.</summary>
    public sealed class Journalled : SandboxGateway
    {
        protected override IReadOnlyList<string> Arguments =>
            ["--Policies:rate-limit:Windows:0:Limit=100000", "--Policies:rate-limit:Windows:1:Limit=100000"];
    }
}
