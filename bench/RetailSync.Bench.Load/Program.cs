using System.Text.Json;
using RetailSync.Bench.Load;

// One order per line in, one result per line out; the end of the input ends the program.
while (await Console.In.ReadLineAsync() is { } line)
{
    var order = JsonSerializer.Deserialize(line, LoadJson.Default.LoadOrder) ?? throw new JsonException("An order is needed.");
    Console.WriteLine(JsonSerializer.Serialize(LoadRun.Execute(order), LoadJson.Default.LoadResult));
}
